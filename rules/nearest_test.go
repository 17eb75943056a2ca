package rules

import "testing"

func TestNearestName(t *testing.T) {
	t.Parallel()
	names := []string{"checked_in", "days_since_hard", "illness_day", "pain_days", "rhr_limit", "sleep_hours", "sleep_three_nights", "soreness", "soreness_usual"}
	for word, want := range map[string]string{
		"slep": "sleep_hours", "sleep": "sleep_hours", "sleep_hour": "sleep_hours", "sleep_thre": "sleep_three_nights",
		"sorenes": "soreness", "soreness_usal": "soreness_usual", "days_hard": "days_since_hard", "checkedin": "checked_in", "illness_dy": "illness_day",
	} {
		if got := nearest(word, names); got != want {
			t.Errorf("%s: got %s, want %s", word, got, want)
		}
	}
	if got := nearest("any", nil); got != "" {
		t.Errorf("of nothing: got %q", got)
	}
}
