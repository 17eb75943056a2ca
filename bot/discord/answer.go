package discord

import (
	"context"
	"net/url"

	"github.com/bwmarrin/discordgo"

	"restday"
)

// callback is the body of the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data *message                          `json:"data,omitempty"`
}

// answer shows out as the answer to its interaction. done is false when the
// direct channel must be used: the interaction has its answer already, or is
// too old, or out edits a message that an interaction cannot reach.
func (p *Platform) answer(ctx context.Context, e *exchange, out restday.Outgoing) (id string, done bool, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if out.ID != 0 && e.shown == out.ID {
		return "", true, nil // what failed before came after this
	}
	id, done, err = p.answerNow(ctx, e, out)
	if done && err == nil {
		e.shown = out.ID
	}
	return id, done, err
}

// answerNow is answer with the lock held.
func (p *Platform) answerNow(ctx context.Context, e *exchange, out restday.Outgoing) (id string, done bool, err error) {
	if e.stage == unanswered {
		if id, done, err = p.answerFirst(ctx, e, out); done || err != nil {
			return id, done, err
		}
	}
	if e.stage == deferred || e.stage == repeated {
		if id, done, err = p.answerDeferred(ctx, e, out); done || err != nil {
			return id, done, err
		}
	}
	return p.answerLater(ctx, e, out)
}

// answerFirst answers an interaction within its three seconds.
func (p *Platform) answerFirst(ctx context.Context, e *exchange, out restday.Outgoing) (id string, done bool, err error) {
	body := render(out)
	switch {
	case e.edits(out):
		err = p.respond(ctx, e, out.ID, discordgo.InteractionResponseUpdateMessage, &body, nil)
		id = out.Target
	case out.Edits != 0 && (!e.Away || out.Strip):
		return "", false, p.acknowledgeFirst(ctx, e, out.ID)
	default:
		body.Flags = e.flags()
		id, err = p.respondNew(ctx, e, out.ID, body)
	}
	return id, e.stage == answered, err
}

// edits tells whether out changes the message whose button was tapped.
func (e *exchange) edits(out restday.Outgoing) bool {
	return e.Button && out.Edits != 0 && out.Target != "" && out.Target == e.Message
}

func (e *exchange) flags() discordgo.MessageFlags {
	if e.Away {
		return discordgo.MessageFlagsSuppressEmbeds | discordgo.MessageFlagsEphemeral
	}
	return discordgo.MessageFlagsSuppressEmbeds
}

// respondNew answers with a new message and returns its id, which not every
// server puts into the answer.
func (p *Platform) respondNew(ctx context.Context, e *exchange, row int64, body message) (string, error) {
	var shown struct {
		Resource struct {
			Message struct {
				ID string `json:"id"`
			} `json:"message"`
		} `json:"resource"`
	}
	err := p.respond(ctx, e, row, discordgo.InteractionResponseChannelMessageWithSource, &body, &shown)
	e.fresh = e.stage == answered
	if err != nil || e.stage != answered || shown.Resource.Message.ID != "" {
		return shown.Resource.Message.ID, err
	}
	var original struct {
		ID string `json:"id"`
	}
	get := call{name: "read an answer", method: "GET", path: e.webhook() + "/messages/@original", open: true}
	if err := p.api.do(ctx, get, &original); err != nil {
		// The person has the answer; without its id it just cannot be edited.
		p.log.Warn("the id of an answer is unknown", "error", err)
	}
	return original.ID, nil
}

// respond makes the first answer and moves e on. An interaction that cannot be
// answered any more is no error: e.stage then says so.
func (p *Platform) respond(ctx context.Context, e *exchange, row int64, kind discordgo.InteractionResponseType, data *message, result any) error {
	path := callbackPath(e.ID, e.Token)
	if result != nil {
		path += "?with_response=true"
	}
	err := p.api.do(ctx, call{
		name: "answer an interaction", method: "POST", path: path, open: true,
		body: callback{Type: kind, Data: data},
	}, result)
	switch {
	case err == nil:
		e.stage = answered
	case gone(err):
		e.stage, err = spent, nil
	case isCode(err, codeAnswered):
		e.stage, err = e.before(row), nil
	case unclear(err):
		e.trying = row
	}
	return err
}

// callbackPath is where an interaction gets its first answer.
func callbackPath(id, token string) string {
	return "/interactions/" + url.PathEscape(id) + "/" + url.PathEscape(token) + "/callback"
}

// before returns the stage of an interaction that turns out to have had its
// first answer when row tries to give it.
func (e *exchange) before(row int64) stage {
	switch {
	case e.trying == deferring:
		return deferred
	case e.trying != 0 && e.trying == row:
		return repeated
	}
	return unsure
}

func (p *Platform) removeOriginal(ctx context.Context, e *exchange) {
	err := p.api.do(ctx, call{
		name: "remove an answer", method: "DELETE", path: e.webhook() + "/messages/@original", open: true,
	}, nil)
	if err != nil {
		p.log.Warn("a deferred answer stays", "error", err)
	}
}

// answerDeferred fills in what was deferred, or what an earlier try left.
func (p *Platform) answerDeferred(ctx context.Context, e *exchange, out restday.Outgoing) (id string, done bool, err error) {
	switch {
	case e.stage == deferred && e.Button && !e.edits(out):
		e.stage = answered // a deferred tap waits for nothing
		return "", false, nil
	case e.stage == deferred && !e.Button && out.Edits != 0 && !e.Away:
		p.removeOriginal(ctx, e)
		e.stage = answered
		return "", false, nil
	}
	id, err = p.editAnswer(ctx, e, "@original", render(out))
	if err == nil || gone(err) {
		e.stage = answered
	}
	if gone(err) {
		return "", false, nil
	}
	return id, true, err
}

// answerLater shows what comes after the first answer: in the direct channel,
// or where the interaction was when only this person may see it.
func (p *Platform) answerLater(ctx context.Context, e *exchange, out restday.Outgoing) (id string, done bool, err error) {
	elsewhere := e.Away || e.stage == unsure && !e.Button && out.Edits == 0
	if e.stage == spent || !elsewhere || !e.live(p.now()) {
		return "", false, nil
	}
	err = errGone
	if e.Away && out.Edits != 0 && out.Target != "" {
		target := out.Target
		if e.edits(out) && !e.fresh {
			target = "@original"
		}
		id, err = p.editAnswer(ctx, e, target, render(out))
	}
	if gone(err) && !out.Strip {
		id, err = p.followUp(ctx, e, render(out))
	}
	if gone(err) {
		return "", false, nil
	}
	return id, true, err
}

// errGone is what editAnswer returns for a message that is not there.
var errGone = &apiError{name: "edit an answer", status: 404, code: codeUnknownMessage}

// gone tells whether an interaction (codes 10062, 10015, 50027), or the message
// it showed (10008), cannot be reached any more. The bot's own token plays no
// part in these requests, so a 401 is about the interaction's.
func gone(err error) bool { return isStatus(err, 404) || isStatus(err, 401) }

func (e *exchange) webhook() string {
	return "/webhooks/" + url.PathEscape(e.App) + "/" + url.PathEscape(e.Token)
}

func (p *Platform) editAnswer(ctx context.Context, e *exchange, target string, body message) (string, error) {
	return p.throughWebhook(ctx, call{
		name: "edit an answer", method: "PATCH", path: e.webhook() + "/messages/" + url.PathEscape(target), body: body, open: true,
	})
}

func (p *Platform) followUp(ctx context.Context, e *exchange, body message) (string, error) {
	body.Flags |= e.flags()
	return p.throughWebhook(ctx, call{
		name: "follow up an answer", method: "POST", path: e.webhook() + "?wait=true", body: body, open: true,
	})
}

func (p *Platform) throughWebhook(ctx context.Context, c call) (string, error) {
	var shown struct {
		ID string `json:"id"`
	}
	err := p.api.do(ctx, c, &shown)
	return shown.ID, err
}
