package rules

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"restday"
)

// placeholder is a fact's name in a text: "day {illness_day}".
var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// fill puts the facts into a text's placeholders and returns them by name, so
// that another language can fill its own text.
func fill(text string, values map[string]any) (string, map[string]any) {
	used := map[string]any{}
	filled := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := strings.Trim(found, "{}")
		used[name] = values[name]
		if v, ok := values[name].(float64); ok {
			return rounded(v, 1)
		}
		return shown(values[name])
	})
	return filled, used
}

// rounded prints a number with at most so many decimals: 3.4, 7.5, 4.
func rounded(v float64, decimals int) string {
	scale := math.Pow10(decimals)
	return figure(math.Round(v*scale) / scale)
}

// Low is a wellness item of today with the athlete's own mean.
type Low struct {
	Item  restday.Item
	Value float64  // 1–5, 5 best
	Usual *float64 // mean of the last 28 days, nil while unknown
}

// Lows are the items that stand out today, the lowest first, two at most.
type Lows []Low

// lows picks the items below the athlete's own mean, or while that is unknown
// those of 2 and less; and never nothing where something was answered.
func (h history) lows() Lows {
	c := h.checkIns[h.in.Day]
	var all Lows
	for _, item := range answered(c) {
		v, _ := c.Value(item)
		all = append(all, Low{item, v, h.usual(item, h.in.Day)})
	}
	slices.SortStableFunc(all, func(a, b Low) int {
		switch drop := b.drop() - a.drop(); {
		case drop < 0:
			return -1
		case drop > 0:
			return 1
		}
		return 0
	})
	below := slices.IndexFunc(all, func(l Low) bool { return l.drop() <= 0 })
	if below < 0 {
		below = len(all)
	}
	return all[:min(2, max(1, below), len(all))]
}

// drop is how far the item is below normal; 3 is normal for somebody not yet known.
func (l Low) drop() float64 {
	if l.Usual == nil {
		return 3 - l.Value
	}
	return *l.Usual - l.Value
}

// String says it in words: "low energy (2, you are usually 3.4)".
func (l Low) String() string {
	if l.Usual == nil {
		return l.Words()
	}
	return fmt.Sprintf("%s (%s, you are usually %s)", l.Words(), rounded(l.Value, 1), rounded(*l.Usual, 1))
}

// Words says the answer alone: "low energy".
func (l Low) Words() string {
	words, ok := lowWords[l.Item]
	if !ok {
		return string(l.Item)
	}
	return words[l.Step()-1]
}

// Step is the answer as one of the five that have words, 1–5.
func (l Low) Step() int { return min(5, max(1, int(l.Value))) }

// String lists the items: "low energy, sore muscles".
func (l Lows) String() string {
	var parts []string
	for _, low := range l {
		parts = append(parts, low.String())
	}
	return strings.Join(parts, ", ")
}

// lowWords say what each answer means, from 1 to 5.
var lowWords = map[restday.Item][5]string{
	restday.Fatigue:      {"no energy", "low energy", "so-so energy", "good energy", "full energy"},
	restday.Soreness:     {"very sore muscles", "sore muscles", "so-so muscles", "good muscles", "great muscles"},
	restday.Mood:         {"very low mood", "low mood", "so-so mood", "good mood", "great mood"},
	restday.SleepQuality: {"very poor sleep", "poor sleep", "so-so sleep", "good sleep", "great sleep"},
	restday.Stress:       {"very high stress", "high stress", "some stress", "little stress", "no stress"},
}
