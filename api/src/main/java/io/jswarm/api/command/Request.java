package io.jswarm.api.command;

/**
 * A command on its way to the leader.
 *
 * @param requestId minted by the manager the caller spoke to; the leader remembers it for ten
 *     minutes, so that a retry after an unknown outcome is answered with the first result instead
 *     of being done twice
 * @param origin node id of that manager
 * @param caller who asked: a node id for commands that arrive over mTLS, {@code local} for the unix
 *     socket
 */
public record Request(String requestId, String origin, String caller, Command command) {
  /** The caller of everything that comes through a local socket. */
  public static final String LOCAL = "local";
}
