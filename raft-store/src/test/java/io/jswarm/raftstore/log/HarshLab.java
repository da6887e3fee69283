package io.jswarm.raftstore.log;

/** A lab that can also come between members and hold them up. */
public interface HarshLab extends LogLab {

  /** Cuts a member off from all others, silently. */
  void cutOff(String id);

  /** Undoes {@link #cutOff}. */
  void rejoin(String id);

  /** Holds a member's process up in the middle of whatever it does. */
  void freeze(String id);

  /** Lets it go on, as if nothing had been. */
  void thaw(String id);
}
