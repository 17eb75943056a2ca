package observe

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"restday"
	"restday/bot"
)

func TestTheDiskIsNearlyFullUntilThereIsClearlyMoreRoom(t *testing.T) {
	t.Parallel()
	const gb = 1_000_000_000
	for _, c := range []struct {
		free, all uint64
		was, want bool // nearly full
	}{
		{1 * gb, 10 * gb, false, false},
		{gb / 10, gb, false, true},      // under 200 MB
		{4 * gb, 100 * gb, false, true}, // under 5 %
		{51 * gb, 1000 * gb, false, false},
		{51 * gb, 1000 * gb, true, true},
		{63 * gb, 1000 * gb, true, false},
		{220_000_000, gb, true, true},
	} {
		w := NewWatch(time.Now, "")
		if c.was {
			w.full = time.Now()
		}
		w.room = func() (uint64, uint64, bool) { return c.free, c.all, true }
		if got := len(w.Troubles()) == 1; got != c.want {
			t.Errorf("%d of %d free, full before %v: full now %v", c.free, c.all, c.was, got)
		}
	}
}

func TestTheDiskIsFound(t *testing.T) {
	t.Parallel()
	if _, _, ok := room(""); ok {
		t.Error("there is room nowhere")
	}
	if _, _, ok := room(filepath.Join(t.TempDir(), "none")); ok {
		t.Error("there is room in a folder that is not there")
	}
	free, all, ok := room(t.TempDir())
	if _, err := os.Stat("/proc"); err == nil && (!ok || free == 0 || free > all) {
		t.Errorf("%d of %d bytes are free, known %v", free, all, ok)
	}
}

func BenchmarkTried(b *testing.B) {
	m := NewMetrics("telegram")
	t := bot.Try{Fate: restday.Sent, Took: 60 * time.Millisecond, Reply: 80 * time.Millisecond}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			m.Tried("telegram", t)
		}
	})
}
