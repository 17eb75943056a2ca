package restday_test

import (
	"testing"
	"time"

	"restday"
)

func TestParseWeekIsTheInverseOfString(t *testing.T) {
	t.Parallel()
	const written = "rest key easy recovery key easy long"
	w, err := restday.ParseWeek(written)
	if err != nil || w[time.Monday] != restday.Rest || w[time.Sunday] != restday.Long {
		t.Fatalf("got %v, %v", w, err)
	}
	if w.String() != written {
		t.Errorf("written as %q", w)
	}
	none, err := restday.ParseWeek("")
	if err != nil || none.Chosen() || none.String() != "" {
		t.Errorf("no week: %v, %v", none, err)
	}
	for _, bad := range []string{"rest", "rest key easy recovery key easy race", "rest key easy recovery key easy hard"} {
		if w, err := restday.ParseWeek(bad); err == nil {
			t.Errorf("%q was read as %v", bad, w)
		}
	}
}
