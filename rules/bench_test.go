package rules

import (
	"fmt"
	"testing"

	"restday"
)

// BenchmarkDecide is one decision for somebody who answered and trained on every
// one of the days before; the longest history that a row looks at is 110 days.
func BenchmarkDecide(b *testing.B) {
	l := library(b)
	for _, days := range []int{28, 100, 3650} {
		in := day(planned(restday.Key), says(0, "sleep_h=5.5 fatigue=2 soreness=3 mood=4 rhr=52 hrv=60"))
		for back := 1; back <= days; back++ {
			says(-back, fmt.Sprintf("sleep_h=%d fatigue=%d soreness=%d mood=4 rhr=%d hrv=%d", 6+back%3, 3+back%3, 2+back%4, 50+back%4, 58+back%7))(&in)
			if back%7 > 0 {
				did(-back, restday.Easy, float64(30+10*(back%5)), 4)(&in)
			}
		}
		b.Run(fmt.Sprintf("%d days", days), func(b *testing.B) {
			for b.Loop() {
				l.Decide(in, shelf{})
			}
		})
	}
}
