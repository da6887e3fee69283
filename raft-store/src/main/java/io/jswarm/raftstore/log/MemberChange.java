package io.jswarm.raftstore.log;

/** What became of a change of membership or leadership. */
public sealed interface MemberChange {

  /** It holds. */
  record Done() implements MemberChange {}

  /** It did not happen and will not. */
  record Refused(String reason) implements MemberChange {}

  /** It may or may not hold: look at the members that {@link LogEvents} reports. */
  record Unknown(String reason) implements MemberChange {}
}
