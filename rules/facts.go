package rules

import (
	"reflect"
	"slices"
	"strings"

	"restday"
)

// facts is everything a rule's condition and words may look at. The tag is the
// name a rule file uses; a nil pointer or "" is unknown, and an unknown fact
// never makes a rule fire. `words` lists what a text can be.
//
// Symptoms and pain are today's, or without a check-in today those of the last
// check-in of the two days before (f.12.1).
type facts struct {
	// CheckedIn tells whether there is a check-in for today.
	CheckedIn bool `fact:"checked_in"`
	// State is the readiness state of rules.md e.1.
	State State `fact:"state" words:"green amber red unknown"`
	// RedMornings is on how many days in a row, up to today, the state was red.
	RedMornings float64 `fact:"red_mornings"`
	// WellnessLow tells whether the wellness items alone make today amber (f.5).
	WellnessLow *bool `fact:"wellness_low"`
	// LowToday tells whether the wellness items make today amber or red (f.11.6).
	LowToday bool `fact:"low_today"`
	// LowCheckIns is how many check-ins running, today's the last, have a z of
	// low_z or less and lie within lasting_span days; unknown unless LowToday (f.6).
	LowCheckIns *float64 `fact:"low_checkins"`
	// LowDaysWeek is on how many of the last 7 days, today included, wellness was
	// amber or red; unknown unless LowToday (f.6).
	LowDaysWeek *float64 `fact:"low_days_week"`
	// LowDaysFortnight is LowDaysWeek over 14 days (f.11.6).
	LowDaysFortnight *float64 `fact:"low_days_fortnight"`
	// FatigueEpisodes is how many times fatigue lasted within episode_window,
	// this one included; unknown unless LowToday (f.11.6).
	FatigueEpisodes *float64 `fact:"fatigue_episodes"`
	// Performance is against what was expected: -1, 0 or 1.
	Performance *float64 `fact:"performance"`
	// LowMoodDays is on how many of the last 7 days mood or motivation was 2 or less (f.11.12).
	LowMoodDays float64 `fact:"low_mood_days"`
	// LowestMoodDays is for how many days mood has been 1, counted as IllnessDay is.
	LowestMoodDays float64 `fact:"lowest_mood_days"`
	// TaperNerves tells whether the athlete is in a taper with neither sore
	// muscles nor low energy: what is low then is nerves (f.7).
	TaperNerves bool `fact:"taper_nerves"`
	// BaselineDays is how many of the last 28 days have all of today's items (f.2).
	BaselineDays *float64 `fact:"baseline_days"`
	// Lows are today's items that are furthest below the athlete's own mean.
	Lows Lows `fact:"lows"`

	// Restricted tells whether the athlete is under age, pregnant or has a heart
	// condition: reminders and log only (rules.md e.2, S6).
	Restricted bool `fact:"restricted"`

	// RedFlags is how many red-flag symptoms are reported (rules.md e.2, S1).
	RedFlags *float64 `fact:"red_flags"`
	// GeneralSymptoms is how many symptoms are below the neck or general (rules.md b.8).
	GeneralSymptoms *float64 `fact:"general_symptoms"`
	// AboveNeckSymptoms is how many symptoms are above the neck (rules.md b.8).
	AboveNeckSymptoms *float64 `fact:"above_neck_symptoms"`
	// IllnessDay is the day of the illness, from 1 (f.6, f.11.2).
	IllnessDay *float64 `fact:"illness_day"`
	// MoreSymptoms tells whether more are reported than in the last check-in of this illness (f.12.17).
	MoreSymptoms *bool `fact:"more_symptoms"`
	// SameSymptomDays is for how many days today's symptoms have been reported, with none but above-neck ones beside them (f.12.14).
	SameSymptomDays *float64 `fact:"same_symptom_days"`
	// SameSymptomDaysBefore is what SameSymptomDays was at the check-in before.
	SameSymptomDaysBefore *float64 `fact:"same_symptom_days_before"`
	// RedFlagRecent tells whether this illness, or one whose return period is not over, had a red flag (f.12.2).
	RedFlagRecent bool `fact:"red_flag_recent"`
	// RedFlagReturnDay is the day of the return period after an illness with a red flag; 0 outside one (f.12.2).
	RedFlagReturnDay float64 `fact:"red_flag_return_day"`
	// ReturnDay is the day of the return period after an illness, 1 for the first
	// day without symptoms; 0 outside one (f.11.3, f.12.3).
	ReturnDay float64 `fact:"return_day"`
	// ReturnDays is how many days that return period has.
	ReturnDays float64 `fact:"return_days"`
	// Illnesses is how many illnesses there were within 90 days (rules.md e.3).
	Illnesses float64 `fact:"illnesses"`
	// PainLevel is 0–10 as reported.
	PainLevel *float64 `fact:"pain_level"`
	// PainKind is as reported.
	PainKind string `fact:"pain_kind" words:"dull sharp bone"`
	// ChangesGait tells whether the pain changes how the athlete moves.
	ChangesGait *bool `fact:"changes_gait"`
	// PainDays is for how many days pain has been reported, counted as IllnessDay is.
	PainDays *float64 `fact:"pain_days"`

	// SleepHours is last night's sleep in hours, from today's check-in.
	SleepHours *float64 `fact:"sleep_hours"`
	// SleepThreeNights is the mean of the last three nights in hours, all known (f.5).
	SleepThreeNights *float64 `fact:"sleep_three_nights"`
	// Soreness is today's answer, 1–5 with 5 best.
	Soreness *float64 `fact:"soreness"`
	// SorenessUsual is the athlete's own mean over the last 28 days, at least 14 of them known.
	SorenessUsual *float64 `fact:"soreness_usual"`
	// SoreLegs tells whether soreness is 2 or less and no area, or one of the legs, is named (f.5, f.11.13).
	SoreLegs *bool `fact:"sore_legs"`
	// HRVWeek is the mean of ln(rMSSD in ms) over the seven days ending today, at least three known (f.6).
	HRVWeek *float64 `fact:"hrv_week"`
	// HRVBand is the lower edge of the band: mean − 0.5 SD of the 60 days before those seven, at least 14 known (Vesterinen 2016).
	HRVBand *float64 `fact:"hrv_band"`
	// RHRThreeDays is the mean resting pulse of the last three days in beats/min, all known (f.11.9).
	RHRThreeDays *float64 `fact:"rhr_three_days"`
	// RHRLimit is the mean of the 28 days before those three + max(rhr_rise, rhr_rise_sd · SD) (rules.md b.6).
	RHRLimit *float64 `fact:"rhr_limit"`
	// RHRAbove is by how many beats/min RHRThreeDays is above the mean of those 28 days.
	RHRAbove *float64 `fact:"rhr_above"`
	// RHRAboveLeast is by how many each of the three days is above it, the nearest one.
	RHRAboveLeast *float64 `fact:"rhr_above_least"`

	// DaysSinceHard is how many days ago the last hard day was, 1 for yesterday (f.3).
	DaysSinceHard *float64 `fact:"days_since_hard"`
	// EasyDaysSinceHard is how many full easy or rest days lie between that day and today (f.3).
	EasyDaysSinceHard *float64 `fact:"easy_days_since_hard"`
	// HardDaysWeek is how many of the 7 days before today were hard (f.6).
	HardDaysWeek float64 `fact:"hard_days_week"`
	// DaysWithoutRest is how many known days in a row before today had no rest day (f.6).
	DaysWithoutRest float64 `fact:"days_without_rest_before"`
	// Pattern is how the athlete likes to recover.
	Pattern string `fact:"pattern" words:"short long testing"`
	// Phase is the phase of the training block.
	Phase string `fact:"phase" words:"build deload taper race off"`
	// PhaseDay is the day of the phase, from 1.
	PhaseDay *float64 `fact:"phase_day"`
	// HeavyWeeks is how many heavy weeks there were since the last lighter one.
	HeavyWeeks *float64 `fact:"heavy_weeks"`
	// SinceDeload is how many days ago the last deload ended.
	SinceDeload *float64 `fact:"days_since_deload"`
	// DeloadRecent tells whether it ended within the last deload_near days.
	DeloadRecent bool `fact:"deload_recent"`
	// InTaper tells whether today is in a taper, by the block or by the race (f.11.10).
	InTaper bool `fact:"in_taper"`
	// DaysToRace is 0 on the day of the race; unknown without a race to come.
	DaysToRace *float64 `fact:"days_to_race"`
	// RaceDay tells whether a race is today.
	RaceDay bool `fact:"race_day"`
	// RaceEve tells whether an A or B race is tomorrow (f.12.6).
	RaceEve bool `fact:"race_eve"`

	// Monotony is Foster's, of the last seven days; 10 for seven days that are all alike (b.2, f.12.16).
	Monotony *float64 `fact:"monotony"`
	// StrainHigh tells whether the strain of those days is above strain_percentile
	// of the athlete's own earlier ones (f.11.9).
	StrainHigh *bool `fact:"strain_high"`
	// LongestRun is the longest run of the 30 days before today in km.
	LongestRun *float64 `fact:"longest_run_km"`
	// LongestAllowed is LongestRun · longest_share in km (Frandsen 2025).
	LongestAllowed *float64 `fact:"longest_allowed_km"`
	// Spike is today's planned run as a multiple of LongestRun.
	Spike *float64 `fact:"spike"`

	// PlannedKind is the kind of today's session, planned or proposed.
	PlannedKind restday.Kind `fact:"planned_kind" words:"rest recovery easy key long race"`
	// PlannedRun tells whether today's session is known to be a run (f.11.13).
	PlannedRun bool `fact:"planned_run"`
	// Effects is how many of the rules before this one decided, lowered or changed something today.
	Effects float64 `fact:"effects"`
}

// legs are the places that count as legs (f.11.13).
var legs = []string{"legs", "glutes", "hip", "thigh", "quads", "hamstring", "knee", "shin", "calf", "achilles", "ankle", "foot"}

func known[T any](v T) *T { return &v }

// facts works out everything that does not depend on today's plan.
func (h history) facts() facts {
	f := facts{Pattern: h.in.Athlete.Pattern, Restricted: len(h.in.Athlete.Restrictions) > 0}
	today, checkedIn := h.checkIns[h.in.Day]
	f.CheckedIn = checkedIn
	h.symptomFacts(&f)
	h.returnFacts(&f)
	h.painFacts(&f)
	h.sleepFacts(&f)
	h.hrvFacts(&f)
	h.rhrFacts(&f)
	h.seasonFacts(&f)
	h.fatigueFacts(&f)
	h.moodFacts(&f)
	f.TaperNerves = f.InTaper && atLeast(today, restday.Soreness, 3) && atLeast(today, restday.Fatigue, 3)
	w := h.wellness(h.in.Day)
	f.State = h.state(f, w)
	if checkedIn {
		b, _ := h.baseline(h.in.Day)
		f.WellnessLow = known(w.amber)
		f.BaselineDays = known(float64(b.N))
		f.Lows = h.lows()
		f.SoreLegs = known(soreLegs(today))
	}
	if v, ok := today.Value(restday.Soreness); ok {
		f.Soreness, f.SorenessUsual = &v, h.usual(restday.Soreness, h.in.Day)
	}
	h.hardFacts(&f)
	h.loadFacts(&f)
	return f
}

// hardFacts looks at the days before today only (f.12.15).
func (h history) hardFacts(f *facts) {
	today := h.in.Day
	if hard, ok := h.lastHard(today); ok {
		f.DaysSinceHard = known(float64(today - hard))
		f.EasyDaysSinceHard = known(float64(h.easySince(hard, today)))
	}
	f.HardDaysWeek = float64(h.count(today, 7, h.isHard))
	d := today
	for h.known(d-1) && !h.isRest(d-1) {
		d--
	}
	f.DaysWithoutRest = float64(today - d)
}

func atLeast(c restday.CheckIn, item restday.Item, least float64) bool {
	v, ok := c.Value(item)
	return ok && v >= least
}

// planFacts adds what depends on today's session.
func (h history) planFacts(f *facts, p restday.Planned, sport string) {
	f.PlannedKind = p.Kind
	f.PlannedRun = sport == "run" && p.Kind != restday.Rest
	f.RaceDay = f.RaceDay || p.Kind == restday.Race
	if f.PlannedRun && p.DistanceKM != nil && f.LongestRun != nil && *f.LongestRun > 0 {
		f.Spike = known(exact(*p.DistanceKM / *f.LongestRun))
	}
}

func soreLegs(c restday.CheckIn) bool {
	v, ok := c.Value(restday.Soreness)
	if !ok || v > 2 {
		return false
	}
	return len(c.Areas) == 0 || slices.ContainsFunc(c.Areas, func(area string) bool {
		// "left calf" is the calf.
		return slices.ContainsFunc(strings.Fields(strings.ToLower(area)), func(word string) bool {
			return slices.Contains(legs, word)
		})
	})
}

// factTag is the name of a field of facts, and what its text can be.
type factTag struct {
	name  string
	words []string
}

var factTags = readFactTags() // in the order of the fields

func readFactTags() (tags []factTag) {
	for field := range reflect.TypeFor[facts]().Fields() {
		tags = append(tags, factTag{field.Tag.Get("fact"), strings.Fields(field.Tag.Get("words"))})
	}
	return tags
}

// each calls visit for every fact with its name, its field and what its text can be.
func (f facts) each(visit func(name string, value reflect.Value, words []string)) {
	v := reflect.ValueOf(f)
	for i, tag := range factTags {
		visit(tag.name, v.Field(i), tag.words)
	}
}

// values returns the known facts by name: float64, bool, string or Lows.
func (f facts) values() map[string]any {
	out := make(map[string]any, 2*len(factTags)) // with room for the numbers
	f.each(func(name string, v reflect.Value, _ []string) {
		switch {
		case v.Kind() == reflect.Pointer && v.IsNil(), v.Kind() == reflect.String && v.Len() == 0:
		case v.Kind() == reflect.Pointer:
			out[name] = v.Elem().Interface()
		case v.Kind() == reflect.String:
			out[name] = v.String()
		default:
			out[name] = v.Interface()
		}
	})
	return out
}
