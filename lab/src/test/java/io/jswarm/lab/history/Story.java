package io.jswarm.lab.history;

import java.util.ArrayList;
import java.util.List;

/** A history written by hand: each line is a client, from when to when, what it asked and got. */
final class Story {
  private static final String NAME = "web";
  private final List<Operation> operations = new ArrayList<>();

  Story create(int from, int to, String label, Reply reply) {
    return add(from, to, new Call.Create(NAME, label), reply);
  }

  Story update(int from, int to, String id, long version, String label, Reply reply) {
    return add(from, to, new Call.Update(NAME, id, version, label), reply);
  }

  Story sees(int from, int to, String id, long version, String label) {
    return add(from, to, new Call.Inspect(NAME), new Reply.Seen(id, version, label));
  }

  Story seesNothing(int from, int to) {
    return add(from, to, new Call.Inspect(NAME), new Reply.Absent());
  }

  Story asksInVain(int from, int to) {
    return add(from, to, new Call.Inspect(NAME), new Reply.Refused("no leader"));
  }

  Story remove(int from, int to, String id, Reply reply) {
    return add(from, to, new Call.Remove(NAME, id), reply);
  }

  /** Each line gets a client of its own: the times alone say what overlaps. */
  private Story add(int from, int to, Call call, Reply reply) {
    operations.add(new Operation(operations.size(), "h1", call, reply, from, to));
    return this;
  }

  Verdict verdict() {
    return Linearizability.check(operations);
  }

  static Reply made(String id) {
    return new Reply.Created(id);
  }

  static Reply done() {
    return new Reply.Done();
  }

  static Reply unknown() {
    return new Reply.Unknown("the outcome of the command is unknown");
  }

  static Reply absent() {
    return new Reply.Absent();
  }

  static Reply conflict() {
    return new Reply.Conflict();
  }

  static Reply outOfSequence() {
    return new Reply.OutOfSequence();
  }
}
