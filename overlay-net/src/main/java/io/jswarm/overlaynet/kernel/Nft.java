package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.nft.Refill;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The packet rules of one namespace, through a context of libnftables that lasts: what it learns
 * about sets need not be asked again with every change. Used on the namespace's thread only.
 */
public final class Nft implements AutoCloseable {
  private final NftLibrary library;
  private final MemorySegment context;

  private final NetlinkSocket socket;

  private Nft(NftLibrary library, MemorySegment context, NetlinkSocket socket) {
    this.library = library;
    this.context = context;
    this.socket = socket;
  }

  /** Why packet rules cannot be set on this node; empty when they can. */
  public static String problem() {
    return NftLibrary.problem();
  }

  static Nft open() throws KernelException {
    NftLibrary library = NftLibrary.loaded();
    // The library ends the whole process when it gets no socket: find out before it does.
    NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETFILTER);
    return new Nft(library, library.newContext(), socket);
  }

  /**
   * Runs commands in nft(8)'s own words as one transaction: all of them or none.
   *
   * @return what they print
   * @throws KernelException with the library's words when it refuses; nothing has changed then
   */
  public String run(String commands) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      int failed = library.run(context, arena.allocateFrom(commands, StandardCharsets.UTF_8));
      String printed = library.output(context);
      if (failed != 0) {
        throw new KernelException("packet rules refused: " + library.error(context).strip());
      }
      return printed;
    }
  }

  /**
   * Makes chains choose among other addresses, as one transaction: the same as their text would do
   * by {@link #run}, in a time that does not depend on how much else there is.
   *
   * @param refills not too many: see {@link Refill#MAX_ADDRESSES}
   */
  public void refill(List<Refill> refills) throws KernelException {
    socket.transaction("packet rules refused", RefillMessages.of(refills));
  }

  /** As {@link #run}; rules that are listed come with the numbers they can be deleted by. */
  public String runWithHandles(String commands) throws KernelException {
    library.printHandles(context, true);
    try {
      return run(commands);
    } finally {
      library.printHandles(context, false);
    }
  }

  @Override
  public void close() {
    library.free(context);
    socket.close();
  }
}
