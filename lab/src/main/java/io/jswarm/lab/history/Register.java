package io.jswarm.lab.history;

import java.util.Optional;

/** What one name stands for at a moment: no service, or one with an id and a label. */
sealed interface Register {
  /** The name is free. */
  record Free() implements Register {}

  /** A service has it. */
  record Held(String id, String label) implements Register {}

  /** Before anything happened. */
  static Register atFirst() {
    return new Free();
  }

  /**
   * What the operation leaves when it takes effect now; empty when its reply could not have been
   * given now. One of unknown outcome is taken to succeed: that it never does is for the caller to
   * try.
   */
  default Optional<Register> after(Operation operation, Labels labels) {
    Reply reply = operation.reply();
    return switch (operation.call()) {
      case Call.Create create -> create(create, reply, labels);
      case Call.Update update -> update(update, reply, labels);
      case Call.Inspect _ -> inspect(reply);
      case Call.Remove remove -> remove(remove, reply);
    };
  }

  private Optional<Register> create(Call.Create create, Reply reply, Labels labels) {
    return switch (reply) {
      case Reply.Created(String id) -> to(isFree(), new Held(id, create.label()));
      case Reply.Unknown _ -> to(isFree(), new Held(labels.idOf(create.label()), create.label()));
      case Reply.Conflict() -> to(!isFree(), this);
      case Reply.Done _, Reply.Seen _, Reply.OutOfSequence _, Reply.Absent _, Reply.Refused _ ->
          Optional.empty();
    };
  }

  private Optional<Register> update(Call.Update update, Reply reply, Labels labels) {
    boolean same = this instanceof Held(String id, String _) && id.equals(update.id());
    boolean unchanged =
        same
            && this instanceof Held(String id, String label)
            && labels.of(id, update.version()).equals(label);
    return switch (reply) {
      case Reply.Done _, Reply.Unknown _ -> to(unchanged, new Held(update.id(), update.label()));
      case Reply.OutOfSequence _ -> to(same && !unchanged, this);
      case Reply.Absent _ -> to(!same, this);
      case Reply.Created _, Reply.Seen _, Reply.Conflict _, Reply.Refused _ -> Optional.empty();
    };
  }

  private Optional<Register> inspect(Reply reply) {
    return switch (reply) {
      case Reply.Seen(String id, long _, String label) -> to(equals(new Held(id, label)), this);
      case Reply.Absent _ -> to(isFree(), this);
      case Reply.Created _,
          Reply.Done _,
          Reply.Conflict _,
          Reply.OutOfSequence _,
          Reply.Refused _,
          Reply.Unknown _ ->
          Optional.empty();
    };
  }

  private Optional<Register> remove(Call.Remove remove, Reply reply) {
    boolean same = this instanceof Held(String id, String _) && id.equals(remove.id());
    return switch (reply) {
      case Reply.Done _, Reply.Unknown _ -> to(same, new Free());
      case Reply.Absent _ -> to(!same, this);
      case Reply.Created _,
          Reply.Seen _,
          Reply.Conflict _,
          Reply.OutOfSequence _,
          Reply.Refused _ ->
          Optional.empty();
    };
  }

  private boolean isFree() {
    return this instanceof Free;
  }

  private static Optional<Register> to(boolean possible, Register next) {
    return possible ? Optional.of(next) : Optional.empty();
  }
}
