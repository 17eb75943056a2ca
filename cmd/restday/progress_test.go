package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestProgressIsShownAfterTwoSecondsAndTakenAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var screen bytes.Buffer
		m := &progress{unit: "rows", ended: make(chan struct{}), gone: make(chan struct{})}
		go func() {
			defer close(m.gone)
			m.show(&screen, "exported")
		}()
		time.Sleep(patience)
		synctest.Wait()
		if screen.Len() > 0 {
			t.Errorf("after %s: %q", patience, &screen)
		}
		m.count()
		time.Sleep(time.Second)
		synctest.Wait()
		if got := screen.String(); !strings.Contains(got, "exported 3 s, 1 rows") || strings.Contains(got, "\n") {
			t.Errorf("got %q", got)
		}
		m.stop()
		if got := screen.String(); !strings.HasSuffix(got, "\r\x1b[K") {
			t.Errorf("it was left there: %q", got)
		}
	})
}

func TestProgressIsOnlyForTerminals(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var screen bytes.Buffer
		m := (&program{stderr: &screen}).progress("exported", "rows")
		time.Sleep(time.Minute)
		m.stop()
		if screen.Len() > 0 {
			t.Errorf("got %q", &screen)
		}
	})
}
