package restday_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
)

func ptr[T any](v T) *T { return &v }

func TestAnswersIsTheInverseOfCheckInOf(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]restday.CheckIn{
		"empty":   {},
		"numbers": {Values: map[restday.Item]float64{restday.SleepH: 7.5, restday.Mood: 4, restday.Performance: -1}},
		"words":   {Areas: []string{"legs", "back"}, Symptoms: []string{"fever", "aches"}},
		"pain": {Pain: &restday.Pain{
			Where: "left knee", Level: ptr(2.0), Kind: "dull", ChangesGait: ptr(false),
		}},
		"pain, only that it changes the gait": {Pain: &restday.Pain{ChangesGait: ptr(true)}},
		"pain, and nothing else known":        {Pain: &restday.Pain{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.Day = day(t, "2026-03-12")
			if c.Values == nil {
				c.Values = map[restday.Item]float64{}
			}
			answers := c.Answers()
			slices.Reverse(answers)
			if diff := cmp.Diff(c, restday.CheckInOf(c.Day, answers)); diff != "" {
				t.Error(diff)
			}
			if c.Empty() != (len(answers) == 0) {
				t.Errorf("Empty is %v with %d answers", c.Empty(), len(answers))
			}
		})
	}
}

func TestAnswersAreSortedByItem(t *testing.T) {
	t.Parallel()
	c := restday.CheckIn{
		Values:   map[restday.Item]float64{restday.Stress: 3, restday.Fatigue: 2, restday.HRV: 61.5},
		Symptoms: []string{"fever"},
	}
	want := []restday.Answer{
		{Item: restday.Fatigue, Value: 2}, {Item: restday.HRV, Value: 61.5},
		{Item: restday.Stress, Value: 3}, {Item: restday.Symptoms, Words: "fever"},
	}
	if diff := cmp.Diff(want, c.Answers()); diff != "" {
		t.Error(diff)
	}
}

func TestNoSymptomsIsAnAnswer(t *testing.T) {
	t.Parallel()
	c := restday.CheckInOf(1, []restday.Answer{{Item: restday.Symptoms}})
	if c.Symptoms == nil || len(c.Symptoms) != 0 || c.Empty() {
		t.Errorf("got %+v", c)
	}
	if !restday.Symptoms.HasWords() || restday.Mood.HasWords() {
		t.Error("symptoms hold words, mood a number")
	}
}
