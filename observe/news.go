package observe

import (
	"restday"
)

// News is something to tell an operator.
type News struct {
	Trouble
	Over bool
}

// Desk remembers what each operator was told: each trouble once, and once that
// it is over. It is used by one goroutine.
type Desk struct {
	operators []restday.Address
	open      map[subject]Trouble
	untold    map[restday.Address]map[subject]News
}

// subject is what a trouble is about.
type subject struct {
	kind     Kind
	platform string
}

// NewDesk returns a desk that knows of no trouble.
func NewDesk(operators ...restday.Address) *Desk {
	return &Desk{operators: operators, open: map[subject]Trouble{}, untold: map[restday.Address]map[subject]News{}}
}

// Tell compares the troubles there are with those there were and has tell bring
// the news to each operator. What tell cannot deliver it is given again the next
// time, unless newer news of the same matter have come.
func (d *Desk) Tell(now []Trouble, tell func(to restday.Address, n News) (told bool)) {
	is := map[subject]Trouble{}
	for _, t := range now {
		about := subject{t.Kind, t.Platform}
		is[about] = t
		if _, known := d.open[about]; !known {
			d.note(about, News{Trouble: t})
		}
	}
	for about, t := range d.open {
		if _, still := is[about]; !still {
			d.note(about, News{t, true})
		}
	}
	d.open = is
	for to, news := range d.untold {
		for about, n := range news {
			if tell(to, n) {
				delete(news, about)
			}
		}
	}
}

func (d *Desk) note(about subject, n News) {
	for _, to := range d.operators {
		if d.untold[to] == nil {
			d.untold[to] = map[subject]News{}
		}
		d.untold[to][about] = n
	}
}
