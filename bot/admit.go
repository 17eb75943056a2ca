package bot

import (
	"time"

	"restday"
)

// What is kept of an update, in characters. No network sends more of these.
const (
	mostName     = 64
	mostLanguage = 35
	mostChoice   = 100
	mostOpaque   = 4096 // of what must be kept whole or not at all: ids, routes, acknowledgements
)

// admit dates updates and cuts them to a size that nobody can abuse, whatever
// an adapter let through. One whose ids are absurd is left out.
func (o *Order) admit(updates []restday.Incoming) []restday.Incoming {
	now := time.Now()
	out := make([]restday.Incoming, 0, len(updates))
	for _, in := range updates {
		if len(in.ID)+len(in.From.Chat)+len(in.Route)+len(in.Message)+len(in.Form)+len(in.Ack)+refOf(in) > mostOpaque {
			o.log.Warn("an update of absurd size is passed over", "platform", in.From.Platform)
			continue
		}
		in.Received = now
		in.Name, in.Language = cut(in.Name, mostName), cut(in.Language, mostLanguage)
		in.Text, in.Choice = cut(in.Text, restday.MaxText+1), cut(in.Choice, mostChoice)
		out = append(out, in)
	}
	return out
}

// refOf is how long the reference to an update's file is, its name included.
func refOf(in restday.Incoming) int {
	if in.File == nil {
		return 0
	}
	return len(in.File.Ref) + len(in.File.Name)
}
