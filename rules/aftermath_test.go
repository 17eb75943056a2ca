package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
)

func TestAftermath(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in   Input
		want Aftermath
	}{
		"nothing was answered":              {day(says(0, fine)), Aftermath{}},
		"only something else":               {day(says(0, fine), says(1, "mood=1")), Aftermath{}},
		"nothing to compare with":           {day(says(1, "soreness=1")), Aftermath{}},
		"as on the day":                     {day(says(0, fine), says(1, fine)), Aftermath{Known: true}},
		"sorer the next morning":            {day(says(0, fine), says(1, "soreness=3")), Aftermath{true, restday.Soreness}},
		"sorer on the second":               {day(says(0, fine), says(1, fine), says(2, "soreness=3")), Aftermath{true, restday.Soreness}},
		"too late to count":                 {day(says(0, fine), says(1, fine), says(3, "soreness=1")), Aftermath{Known: true}},
		"less energy":                       {day(says(0, fine), says(1, "fatigue=3 soreness=4")), Aftermath{true, restday.Fatigue}},
		"shorter sleep":                     {day(says(0, fine), says(1, "sleep_h=6")), Aftermath{true, restday.SleepH}},
		"sore comes first":                  {day(says(0, fine), says(1, "sleep_h=6 soreness=2")), Aftermath{true, restday.Soreness}},
		"below the day, not below normal":   {day(usually(), says(0, "soreness=5"), says(1, "soreness=4")), Aftermath{Known: true}},
		"below normal, not below the day":   {day(usually(), says(0, "soreness=3"), says(1, "soreness=3")), Aftermath{Known: true}},
		"a quarter of an hour is no matter": {day(usually(), says(0, "sleep_h=8"), says(1, "sleep_h=7.75")), Aftermath{Known: true}},
		"half an hour is":                   {day(usually(), says(0, "sleep_h=8"), says(1, "sleep_h=7.5")), Aftermath{true, restday.SleepH}},
		"below normal, the day is unknown":  {day(usually(), says(1, "fatigue=2")), Aftermath{true, restday.Fatigue}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, library(t).Aftermath(c.in.CheckIns, thursday)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTrend(t *testing.T) {
	t.Parallel()
	parts := []part{saidFor(42, "sleep_h=8 fatigue=3")}
	for n := 1; n <= 35; n++ {
		minutes := 40.0
		switch {
		case n > 7:
			minutes = 30
		case n%7 == 0:
			minutes = 60
		}
		parts = append(parts, did(-n, restday.Easy, minutes, 3))
	}
	parts = append(parts, says(0, "sleep_h=6"), func(in *Input) { in.CheckIns[0].Values = map[restday.Item]float64{restday.SleepH: 6.6} })
	trend := library(t).Trend(day(parts...))
	if got := []float64{*trend.Load.Week, *trend.Before.Week}; !cmp.Equal(got, []float64{900, 630}) {
		t.Errorf("weeks: %v", got)
	}
	if trend.Before.Monotony != nil || trend.Load.AcuteEWMA == nil || trend.Load.ChronicEWMA == nil {
		t.Errorf("seven equal days have no monotony, and five weeks both averages: %+v", trend)
	}
	want := []Course{
		{restday.SleepH, 14, (12*8 + 6.6 + 6) / 14, known(8.0)},
		{restday.Fatigue, 12, 3, known(3.0)},
	}
	if diff := cmp.Diff(want, trend.Answers); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if empty := library(t).Trend(day()); empty.Answers != nil || empty.Load.Week != nil || empty.Before.Week != nil {
		t.Errorf("nothing is known: %+v", empty)
	}
}
