package bot

import "time"

const (
	slowest   = 8                // how many times slower a pace may become
	slowSpell = 10 * time.Second // without a refusal; then the pace doubles again
)

// pace hands out moments to send at: burst at once, then one every so often.
// The zero pace is always free.
type pace struct {
	usual, every time.Duration // between two sends: as configured, and now
	slack        time.Duration // how far next may lie behind
	next         time.Time     // when the next send is free
	slowed       time.Time     // when the spell began after which every shrinks again
}

// newPace allows perSecond sends a second, after a rest burst at once.
// A perSecond of zero or less sets no limit.
func newPace(perSecond float64, burst int) pace {
	if perSecond <= 0 {
		return pace{}
	}
	every := time.Duration(float64(time.Second) / perSecond)
	return pace{usual: every, every: every, slack: every * time.Duration(max(burst, 1)-1)}
}

// forgiving returns p with half a turn more of slack. It makes up for timers
// that fire late: without it each delay is lost for good, and a wave of
// messages takes longer than the limit asks for.
func (p pace) forgiving() pace {
	p.slack += p.every / 2
	return p
}

// take uses up one send at now, which must not be before next.
func (p *pace) take(now time.Time) {
	if earliest := now.Add(-p.slack); p.next.Before(earliest) {
		p.next = earliest
	}
	p.next = p.next.Add(p.every)
}

// rested is when the whole burst will be free again.
func (p *pace) rested() time.Time { return p.next.Add(p.slack) }

// slower halves the pace after a refusal that asks to wait until then. The
// refusals of requests that were under way together count as one.
func (p *pace) slower(now, until time.Time) {
	if !now.Before(p.slowed) {
		p.every = min(2*p.every, slowest*p.usual)
	}
	if until.After(p.slowed) {
		p.slowed = until
	}
}

// ease brings a slowed pace back, one doubling after each quiet spell.
func (p *pace) ease(now time.Time) {
	for p.every > p.usual && now.Sub(p.slowed) >= slowSpell {
		p.every /= 2
		p.slowed = p.slowed.Add(slowSpell)
	}
}
