package conversation

import (
	"strings"

	"restday"
)

const (
	reviewMin  = 14  // mornings of a block, to compare it
	reviewEach = 2   // blocks of each pattern, to compare those (founding article, claim 49)
	reviewStep = 0.2 // a difference of the mornings that is one
	mostQuoted = 4   // notes

	shortestBlock = 7 // days
)

// closeBlock keeps a block that has ended in the week up to a day, and tells how
// it was beside those before it.
func (t *turn) closeBlock(h restday.History, day restday.Day, tell bool) error {
	block, ended := t.blockIn(h, day-6, day)
	if !ended {
		return nil
	}
	j, err := t.p.Journal(block.First)
	if err != nil {
		return err
	}
	if n := len(j.Blocks); n > 0 { // who changed their pattern meanwhile is counted from the last block on
		block.First = max(block.First, j.Blocks[n-1].Last+1)
	}
	if block.Days() < shortestBlock {
		return nil
	}
	t.change.Block = &block
	if !tell {
		return nil
	}
	first := block.First
	for _, b := range j.Blocks {
		first = min(first, b.First)
	}
	if h, err = t.history(first - 28); err != nil {
		return err
	}
	t.queue(restday.Outgoing{Class: restday.Bulk, Text: plain(strings.Join(t.reviewLines(h, block, j), "\n"))})
	return nil
}

// blockIn is the block that ended on one of some days. For who has not chosen a
// week it ends with a lighter week that they agreed to.
func (t *turn) blockIn(h restday.History, from, to restday.Day) (b restday.Block, ended bool) {
	s := t.season(h, 0)
	for day := from; day <= to; day++ {
		if first, ok := s.BlockEnding(day); ok {
			return restday.Block{First: first, Last: day, Pattern: s.PhaseOn(first).Pattern}, true
		}
	}
	if t.athlete.Start != 0 || len(h.CheckIns) == 0 {
		return b, false
	}
	b = restday.Block{First: h.CheckIns[0].Day}
	for _, spell := range h.Spells {
		switch {
		case spell.Kind != restday.Deload || spell.Last > to || spell.Last-spell.First+1 < deloadMin:
		case spell.Last < from:
			b.First = spell.Last + 1
		default:
			b.Last = spell.Last
		}
	}
	return b, b.Last > b.First
}

// reviewed is a block with what its days were like.
type reviewed struct {
	restday.Block
	looked
}

// reviewLines tell a block: what it was like, beside earlier ones, what was
// written in it, and which way of recovering suits.
func (t *turn) reviewLines(h restday.History, block restday.Block, j restday.Journal) []string {
	this := reviewed{block, t.lookAt(h, block.First, block.Last)}
	var before []reviewed
	for _, b := range j.Blocks {
		before = append(before, reviewed{b, t.lookAt(h, b.First, b.Last)})
	}
	lines := []string{t.say.Say("review.head", "first", t.say.Date(block.First), "last", t.say.Date(block.Last), "days", block.Days())}
	lines = appendLine(lines, t.figures(this))
	lines = append(lines, t.besideLines(this, before)...)
	lines = appendLine(lines, t.patternLine(append(before, this)))
	return append(lines, t.quotes(j.Notes, block)...)
}

// figures are what one block was like in a line: "mornings 3.6, sleep 7.2 h".
func (t *turn) figures(r reviewed) string {
	var parts []string
	if m, ok := r.morning(); ok {
		parts = append(parts, t.say.Say("review.mornings", "mean", t.say.Round(m), "n", r.mornings))
	}
	if hours, ok := r.mean(restday.SleepH, 1); ok {
		parts = append(parts, t.say.Say("review.sleep", "mean", t.say.Round(hours)))
	}
	if r.logged {
		parts = append(parts, t.say.Say("review.sessions", "done", r.easy+r.hard, "missed", r.missed))
	}
	if p, ok := r.mean(restday.Performance, 1); ok {
		parts = append(parts, t.say.Say("review.performance", "better", p > 0, "worse", p < 0))
	}
	if len(parts) == 0 {
		return ""
	}
	return capital(strings.Join(parts, ", ")) + "."
}

// besideLines compare a block with those before it, each by its length and
// pattern; with too little known they say how little.
func (t *turn) besideLines(this reviewed, before []reviewed) []string {
	if len(before) == 0 {
		return []string{t.say.Say("review.first")}
	}
	var lines []string
	for _, b := range before[max(0, len(before)-3):] {
		lines = appendLine(lines, t.say.Say("review.before", "days", b.Days(), "pattern", t.patternWords(b.Pattern), "figures", t.figures(b)))
	}
	last := before[len(before)-1]
	if this.mornings < reviewMin || last.mornings < reviewMin {
		return append(lines, t.say.Say("review.too_little", "these", this.mornings, "those", last.mornings))
	}
	now, _ := this.morning()
	then, _ := last.morning()
	return append(lines, t.say.Say("review."+better(now-then), "days", last.Days()))
}

// better names a difference of the mornings.
func better(step float64) string {
	switch {
	case step >= reviewStep:
		return "better"
	case step <= -reviewStep:
		return "worse"
	}
	return "alike"
}

func (t *turn) patternWords(pattern string) string {
	if pattern == "" {
		return ""
	}
	return t.say.Say("review.pattern_" + pattern)
}

// patternLine tests on the athlete whether short and frequent recovery suits, or
// longer breaks now and then (claims 48 and 49); "" for who tries neither.
func (t *turn) patternLine(all []reviewed) string {
	sum, n := map[string]float64{}, map[string]int{}
	for _, r := range all {
		if m, ok := r.morning(); ok && r.mornings >= reviewMin {
			sum[r.Pattern] += m
			n[r.Pattern]++
		}
	}
	short, long := n["short"], n["long"]
	switch {
	case short+long == 0:
		return ""
	case short < reviewEach || long < reviewEach:
		return t.say.Say("review.need", "each", reviewEach, "short", short, "long", long)
	}
	often, rarely := sum["short"]/float64(short), sum["long"]/float64(long)
	return t.say.Say("review.suits_"+better(often-rarely), "short", t.say.Round(often), "long", t.say.Round(rarely), "n", short, "m", long)
}

// quotes give back what was written in a block (claim 51).
func (t *turn) quotes(notes []restday.Note, block restday.Block) []string {
	var lines []string
	for _, n := range notes {
		if block.First <= n.Day && n.Day <= block.Last {
			lines = append(lines, t.noteLine(n, 120))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return append([]string{t.say.Say("review.wrote")}, lines[max(0, len(lines)-mostQuoted):]...)
}
