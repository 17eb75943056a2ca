package plan

import (
	"time"

	"restday"
)

// Lay lays out a week: demand are its key and long days, n how many days have a
// session in all, rest one that has none. Easy days stand as far from the others
// as can be. With pattern short the day after the first hard one is for recovery
// (rules.md a.48).
func Lay(demand restday.Week, n int, rest time.Weekday, pattern string) restday.Week {
	w := demand
	w[rest] = restday.Rest
	for sessions(w) < n {
		d, ok := loneliest(w)
		if !ok {
			break
		}
		w[d] = restday.Easy
	}
	for d := range w {
		if w[d] == "" {
			w[d] = restday.Rest
		}
	}
	if pattern == "short" {
		recoverIn(&w)
	}
	return w
}

func sessions(w restday.Week) (n int) {
	for _, kind := range w {
		if kind != "" && kind != restday.Rest {
			n++
		}
	}
	return n
}

// loneliest is the free day that is furthest from any session, from Monday on.
func loneliest(w restday.Week) (found time.Weekday, ok bool) {
	best := 0
	for i := range w {
		d := time.Weekday((i + 1) % 7)
		if far := distance(w, d); w[d] == "" && far > best {
			found, ok, best = d, true, far
		}
	}
	return found, ok
}

// distance is how many days a day is from the nearest session, round the week.
func distance(w restday.Week, d time.Weekday) int {
	for n := 1; n <= 3; n++ {
		for _, near := range []int{int(d) + n, int(d) + 7 - n} {
			if kind := w[near%7]; kind != "" && kind != restday.Rest {
				return n
			}
		}
	}
	return 4
}

// recoverIn makes the first easy day behind a hard one a recovery day.
func recoverIn(w *restday.Week) {
	for i := range w {
		d, before := (i+1)%7, i%7
		if w[d] == restday.Easy && demanding(w[before]) {
			w[d] = restday.Recovery
			return
		}
	}
}
