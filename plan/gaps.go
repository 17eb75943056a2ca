package plan

import "restday"

// Gap is what a plan lacks (founding article, claims 1 and 3).
type Gap string

// What a plan may lack.
const (
	NoEasy  Gap = "easy"  // seven days without one that is easy or of rest
	NoRest  Gap = "rest"  // a week without a rest day
	FewEasy Gap = "share" // less than easyShare of the sessions are easy
	Touch   Gap = "touch" // two hard or long days side by side
)

// easyShare is how much of all sessions is easy at least; our own choice.
const easyShare = 0.6

// Gaps returns what consecutive days lack, the gravest first. The days begin
// with a week; of one that is not whole nothing is said but what the others say too.
func Gaps(days []restday.Planned) (gaps []Gap) {
	hardRun, easy, sessions := 0, 0, 0
	noEasy, noRest, touch := false, false, false
	rest := 0
	for i, p := range days {
		touch = touch || i > 0 && demanding(p.Kind) && demanding(days[i-1].Kind)
		switch p.Kind {
		case restday.Rest:
			rest, hardRun = rest+1, 0
		case restday.Easy, restday.Recovery:
			easy, sessions, hardRun = easy+1, sessions+1, 0
		case restday.Long: // long, and not hard
			easy, sessions, hardRun = easy+1, sessions+1, hardRun+1
		default:
			sessions, hardRun = sessions+1, hardRun+1
		}
		noEasy = noEasy || hardRun == 7
		if i%7 == 6 {
			noRest, rest = noRest || rest == 0, 0
		}
	}
	if noEasy {
		gaps = append(gaps, NoEasy)
	}
	if noRest {
		gaps = append(gaps, NoRest)
	}
	if float64(easy) < easyShare*float64(sessions) {
		gaps = append(gaps, FewEasy)
	}
	if touch {
		gaps = append(gaps, Touch)
	}
	return gaps
}
