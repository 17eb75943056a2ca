package team_test

import (
	"testing"

	"pgregory.net/rapid"

	"restday"
	"restday/team"
)

// Whatever a squad answers: a group reads a number or a range of five people or more, or
// none.
func TestAGroupNeverReadsOfFewerThanFive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var all []restday.Morning
		told := map[restday.Item]map[int]bool{restday.SleepH: {}, restday.Fatigue: {}}
		people := map[int]bool{}
		for range rapid.IntRange(0, 40).Draw(t, "answers") {
			m := restday.Morning{Who: rapid.IntRange(0, 8).Draw(t, "who"), Values: map[restday.Item]float64{}}
			people[m.Who] = true
			for item, by := range told {
				if rapid.Bool().Draw(t, "told") {
					m.Values[item], by[m.Who] = float64(rapid.IntRange(1, 5).Draw(t, "value")), true
				}
			}
			all = append(all, m)
		}
		picture, ok := team.PictureOf(all)
		if ok != (len(people) >= team.Fewest) {
			t.Fatalf("%d people answered, and there is a picture: %t", len(people), ok)
		}
		sleep, energy := team.Week(picture).Ranges()
		if (sleep != nil) != (ok && len(told[restday.SleepH]) >= team.Fewest) || (energy != nil) != (ok && len(told[restday.Fatigue]) >= team.Fewest) {
			t.Fatalf("%d told their sleep and %d their energy: %v %v", len(told[restday.SleepH]), len(told[restday.Fatigue]), sleep, energy)
		}
		n := rapid.IntRange(0, 30).Draw(t, "checked in")
		if told, _ := team.Checked(n, 30).Counts(); told != 0 && told < team.Fewest || told != 0 && told != n {
			t.Fatalf("%d checked in, and the group reads %d", n, told)
		}
	})
}

// Whatever is known of somebody: what is left for who shares less is never more, and
// nothing of restrictions and low spirits is left for anybody.
func TestNobodySeesMoreThanIsShared(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.SampledFrom([]string{"S1", "S4", "S6", "M1", "A2"})
		full := restday.Seen{
			Rules: rapid.SliceOf(rule).Draw(t, "rules"), Ill: rapid.Bool().Draw(t, "ill"), Hurts: rapid.Bool().Draw(t, "hurts"),
			CheckIn: &restday.CheckIn{Values: map[restday.Item]float64{restday.Mood: 2, "alcohol": 3}, Areas: []string{"calves"},
				Symptoms: []string{"fever"}, Pain: &restday.Pain{Where: "knee", Kind: "dull"}},
		}
		share := rapid.SampledFrom([]restday.Share{restday.ShareColour, restday.ShareNumbers, restday.ShareWords, "", "all"}).Draw(t, "share")
		seen := full.Within(share)
		numbers := share == restday.ShareNumbers || share == restday.ShareWords
		for _, id := range seen.Rules {
			if !numbers || id == "S6" || id == "M1" {
				t.Fatalf("who shares %q shows rule %s", share, id)
			}
		}
		if !numbers && (seen.CheckIn != nil || seen.Ill || seen.Hurts || seen.Share != restday.ShareColour) {
			t.Fatalf("who shares %q shows %+v", share, seen)
		}
		if numbers && seen.CheckIn.Values["alcohol"] != 0 {
			t.Fatal("what else was asked is shown")
		}
		words := numbers && (len(seen.CheckIn.Symptoms) > 0 || len(seen.CheckIn.Areas) > 0 || seen.CheckIn.Pain.Where != "" || seen.CheckIn.Pain.Kind != "")
		if words != (share == restday.ShareWords) {
			t.Fatalf("who shares %q shows %+v", share, seen.CheckIn)
		}
	})
}
