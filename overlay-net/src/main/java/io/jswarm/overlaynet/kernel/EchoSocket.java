package io.jswarm.overlaynet.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks other machines to answer, by ICMP (RFC 792, RFC 4443), and hears the answers, in the network
 * namespace of the thread that opened it. Packets are sent whole or not at all, whatever the kernel
 * believes of the way. For one thread at a time.
 */
public final class EchoSocket implements AutoCloseable {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_RAW_CLOEXEC = 3 | 02000000;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int SOL_SOCKET = 1;
  private static final int SOL_RAW = 255;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IPV6_MTU_DISCOVER = 23;

  /** IP_PMTUDISC_PROBE: never in pieces, and never by what was learned of the way before. */
  private static final int WHOLE = 3;

  private static final int FILTER = 1;
  private static final int FILTER_6_BYTES = 32;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int NAME_BYTES = 16;
  private static final int NAME_6_BYTES = 28;
  private static final int V4_ANSWER = 0;
  private static final int V6_ANSWER = 129;

  /** As much as may come in between two looks. */
  private static final int WAITING_BYTES = 1 << 20;

  private static final int PACKET_MAX = 1 << 16;

  private final Descriptor v4;
  private final @Nullable Descriptor v6;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment packet = arena.allocate(PACKET_MAX);
  private final MemorySegment name = arena.allocate(NAME_6_BYTES, 8);

  private EchoSocket(Descriptor v4, @Nullable Descriptor v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

  /** Opens it; without IPv6 in the kernel, nobody is asked there. */
  public static EchoSocket open() throws KernelException {
    Descriptor four =
        new Descriptor(
            Syscall.SOCKET.call(
                "cannot ask other nodes to answer", AF_INET, SOCK_RAW_CLOEXEC, IPPROTO_ICMP));
    int[] onlyAnswers = {~(1 << V4_ANSWER)};
    prepare(four, IPPROTO_IP, IP_MTU_DISCOVER, SOL_RAW, onlyAnswers);
    long number = Syscall.SOCKET.attempt(AF_INET6, SOCK_RAW_CLOEXEC, IPPROTO_ICMPV6);
    if (number < 0) {
      return new EchoSocket(four, null);
    }
    Descriptor six = new Descriptor(number);
    int[] onlyAnswers6 = new int[FILTER_6_BYTES / Integer.BYTES];
    Arrays.fill(onlyAnswers6, ~0);
    onlyAnswers6[V6_ANSWER / Integer.SIZE] = ~(1 << (V6_ANSWER % Integer.SIZE));
    prepare(six, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPPROTO_ICMPV6, onlyAnswers6);
    return new EchoSocket(four, six);
  }

  /** A kernel that refuses one of these sends and hears more than is wanted, or less at once. */
  private static void prepare(
      Descriptor socket, int level, int discovery, int filterLevel, int[] filter) {
    option(socket, level, discovery, WHOLE);
    option(socket, SOL_SOCKET, SO_RCVBUFFORCE, WAITING_BYTES);
    option(socket, filterLevel, FILTER, filter);
  }

  private static void option(Descriptor socket, int level, int option, int... values) {
    try (Arena local = Arena.ofConfined()) {
      MemorySegment value = local.allocateFrom(ValueLayout.JAVA_INT, values);
      Syscall.SETSOCKOPT.attempt(socket.number(), level, option, value.address(), value.byteSize());
    }
  }

  /**
   * Sends an ICMP packet; the checksum of one to an IPv6 address is the kernel's to set.
   *
   * @throws KernelException when it cannot be sent, as when it is longer than the device takes
   */
  public void send(InetAddress to, ByteBuffer icmp) throws KernelException {
    Descriptor socket = to instanceof Inet4Address ? v4 : v6;
    String what = "cannot send to " + to.getHostAddress();
    if (socket == null) {
      throw new KernelException(what + ": this kernel has no IPv6");
    }
    int length = icmp.remaining();
    MemorySegment.copy(MemorySegment.ofBuffer(icmp), 0, packet, 0, length);
    long nameBytes = name(to);
    Syscall.SENDTO.call(
        what, socket.number(), packet.address(), length, MSG_DONTWAIT, name.address(), nameBytes);
  }

  /** Writes a sockaddr_in or sockaddr_in6; returns its length. */
  private long name(InetAddress to) {
    byte[] address = to.getAddress();
    boolean four = address.length == Integer.BYTES;
    name.fill((byte) 0);
    name.set(ValueLayout.JAVA_SHORT, 0, (short) (four ? AF_INET : AF_INET6));
    MemorySegment.copy(address, 0, name, ValueLayout.JAVA_BYTE, four ? 4 : 8, address.length);
    return four ? NAME_BYTES : NAME_6_BYTES;
  }

  /** The ICMP part of an answer that is there; empty when there is none. Never waits. */
  public Optional<ByteBuffer> receive() {
    Optional<ByteBuffer> four = receive(v4).map(EchoSocket::withoutHeader);
    return four.isPresent() || v6 == null ? four : receive(v6);
  }

  private Optional<ByteBuffer> receive(Descriptor socket) {
    long length =
        Syscall.RECVFROM.attempt(socket.number(), packet.address(), PACKET_MAX, MSG_DONTWAIT, 0, 0);
    return length <= 0
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(packet.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)));
  }

  /** An IPv4 packet comes with its header, whose length in words is in its first byte. */
  private static ByteBuffer withoutHeader(ByteBuffer whole) {
    int header = (whole.get(0) & 0xf) * Integer.BYTES;
    return whole.slice(Math.min(header, whole.limit()), Math.max(0, whole.limit() - header));
  }

  @Override
  public void close() {
    v4.close();
    if (v6 != null) {
      v6.close();
    }
    arena.close();
  }
}
