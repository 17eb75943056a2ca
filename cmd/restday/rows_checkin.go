package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"restday"
	"restday/rules"
	"restday/storage"
)

// checkInNumbers are the columns that hold one number each.
var checkInNumbers = []restday.Item{
	restday.SleepH, restday.Fatigue, restday.Soreness, restday.Mood, restday.SleepQuality,
	restday.Stress, restday.Motivation, restday.RHR, restday.HRV,
}

// checkInFormat is contract.md's.
var checkInFormat = format[storage.CheckInRow]{
	columns: []string{"athlete", "day", "sleep_h", "fatigue", "soreness", "mood", "sleep_quality", "stress", "motivation",
		"rhr", "hrv", "symptoms", "pain_level", "pain_kind", "pain_where", "changes_gait"},
	required: []string{"athlete", "day"},
	key:      func(r storage.CheckInRow) string { return r.Chat.String() + " " + r.CheckIn.Day.String() },
	of:       func(r storage.CheckInRow) restday.Address { return r.Chat },
	read:     readCheckIn,
	fields:   checkInFields,
}

// readCheckIn has the row judged by those who judge the facts of a decision,
// so that both take the same values.
func readCheckIn(t *table) storage.CheckInRow {
	row := storage.CheckInRow{Chat: t.athlete(), CheckIn: restday.CheckIn{Day: t.day()}}
	facts := map[string]any{"day": t.text("day")}
	for _, item := range checkInNumbers {
		if v := t.number(string(item)); v != nil {
			facts[string(item)] = v
		}
	}
	if symptoms := strings.Fields(t.text("symptoms")); len(symptoms) > 0 {
		facts["symptoms"] = symptoms
	}
	if pain := readPain(t); len(pain) > 0 {
		facts["pain"] = pain
	}
	if row.CheckIn.Day == 0 {
		return row
	}
	in, ok := judged(t, "checkins", facts)
	if ok {
		row.CheckIn = in.CheckIns[0]
	}
	return row
}

func readPain(t *table) map[string]any {
	pain := map[string]any{}
	if v := t.number("pain_level"); v != nil {
		pain["level"] = v
	}
	if s := t.text("pain_kind"); s != "" {
		pain["kind"] = s
	}
	if s := t.words("pain_where"); s != "" {
		pain["where"] = s
	}
	switch s := t.oneOf("changes_gait", "true", "false", "yes", "no", "1", "0"); s {
	case "true", "yes", "1":
		pain["changes_gait"] = true
	case "false", "no", "0":
		pain["changes_gait"] = false
	}
	return pain
}

// judged reads one record of a decision's input and notes why it is refused.
func judged(t *table, list string, record map[string]any) (rules.Input, bool) {
	text, err := json.Marshal(map[string]any{"day": record["day"], list: []any{record}})
	if err != nil {
		t.bad("%v", err)
		return rules.Input{}, false
	}
	in, err := rules.ReadInput(text)
	if err != nil {
		t.bad("%s", strings.ReplaceAll(err.Error(), list+"[0].", ""))
		return rules.Input{}, false
	}
	return in, true
}

func checkInFields(r storage.CheckInRow) []string {
	c := r.CheckIn
	out := []string{r.Chat.String(), c.Day.String()}
	for _, item := range checkInNumbers {
		if v, ok := c.Value(item); ok {
			out = append(out, decimal(&v))
		} else {
			out = append(out, "")
		}
	}
	out = append(out, strings.Join(c.Symptoms, " "))
	if c.Pain == nil {
		return append(out, "", "", "", "")
	}
	gait := ""
	if c.Pain.ChangesGait != nil {
		gait = strconv.FormatBool(*c.Pain.ChangesGait)
	}
	return append(out, decimal(c.Pain.Level), c.Pain.Kind, c.Pain.Where, gait)
}
