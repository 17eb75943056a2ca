package conversation

import (
	"strconv"

	"restday"
	"restday/team"
)

// tellDeload answers /deload of a coach: where each team's lighter week stands, or
// the offer of one.
func (t *turn) tellDeload() error {
	squads, err := t.squads()
	if err != nil {
		return err
	}
	if len(squads) == 0 {
		t.tell(t.say.Say("squad.none"))
	}
	for _, s := range squads {
		d := s.Team.Deload
		if d.State == "" || d.State == restday.DeloadCancelled || d.State == restday.DeloadOver {
			d = team.Propose(t.today(), "coach")
			if d.Proposed == s.Team.Deload.Proposed {
				d.Why = s.Team.Deload.Why
			}
			t.change.Team = &restday.Teaming{Team: s.Team.ID, Deload: &d}
		}
		t.showDeload(s.Team, d)
	}
	return nil
}

// showDeload says where a lighter week stands, with what can be done about it.
func (t *turn) showDeload(of restday.Team, d restday.TeamDeload) {
	t.tell(t.say.Say("deload.is_"+d.State, "team", of.Name)+" "+spanWords(t.say, d), deloadRows(t.say, of.ID, d)...)
}

// tapDeload decides about a proposal: deload:TEAM:PROPOSED:WORD.
func (t *turn) tapDeload(tap []string) error {
	if len(tap) != 4 {
		return nil
	}
	id, _ := strconv.ParseInt(tap[1], 10, 64)
	s, err := t.p.Teams.Squad(id)
	if err != nil {
		return err
	}
	d := s.Team.Deload
	switch {
	case s.Team.ID == 0:
		t.notice(t.say.Say("team.not_coach"))
		return nil
	case d.Proposed.String() != tap[2]:
		return t.closed()
	}
	proposed, running := d.State == restday.DeloadProposed, d.State == restday.DeloadApproved || d.State == restday.DeloadAgreed
	switch word := tap[3]; {
	case word == "yes" && proposed:
		d.State = restday.DeloadApproved
	case word == "no" && proposed:
		d.State = restday.DeloadCancelled
	case word == "tomorrow" && proposed:
		d = team.From(d, s.Team.Today(t.now)+1)
	case word == "later" && proposed:
		d = team.From(d, d.First+7)
	case word == "stop" && running:
		d.State = restday.DeloadStopping
	default:
		return t.closed() // another coach was faster
	}
	t.change.Team = &restday.Teaming{Team: id, Deload: &d}
	t.showDeload(s.Team, d)
	return nil
}
