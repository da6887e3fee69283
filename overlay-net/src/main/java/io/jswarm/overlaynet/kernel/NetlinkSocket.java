package io.jswarm.overlaynet.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/**
 * A conversation with one part of the kernel, in the network namespace of the thread that opened
 * it. For one thread at a time.
 */
final class NetlinkSocket implements AutoCloseable {
  static final int ROUTE = 0;
  static final int NETFILTER = 12;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 02000000;
  private static final int SOL_NETLINK = 270;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int CAP_ACK = 10;
  private static final int EXT_ACK = 11;
  private static final int STRICT_CHECK = 12;

  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int FLAG_DUMP_INTERRUPTED = 0x10;
  private static final int FLAG_ACK_ATTRIBUTES = 0x200;
  private static final int ERROR_MESSAGE = 1;

  /** The kernel fills at most 32 KiB of a reader's buffer with each part of a dump. */
  private static final int BUFFER_BYTES = 1 << 16;

  /** A dump during which its subject changed begins anew; by then it may be busy for good. */
  private static final int DUMP_ATTEMPTS = 10;

  /** The kernel answers at once; a reader must not hang all the same. */
  private static final long ANSWER_SECONDS_MAX = 10;

  private final Descriptor socket;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 8);
  private int sequence;

  private NetlinkSocket(Descriptor socket) {
    this.socket = socket;
  }

  /** One part of a dump, without its header. */
  record Part(int type, ByteBuffer body) {}

  static NetlinkSocket open(int protocol) throws KernelException {
    Descriptor socket =
        new Descriptor(
            Syscall.SOCKET.call(
                "cannot open a netlink socket", AF_NETLINK, SOCK_RAW_CLOEXEC, protocol));
    NetlinkSocket opened = new NetlinkSocket(socket);
    for (int option : new int[] {CAP_ACK, EXT_ACK, STRICT_CHECK}) {
      opened.option(SOL_NETLINK, option, 1); // an old kernel lacks some: less to filter and to say
    }
    opened.answerInTime();
    return opened;
  }

  /**
   * Asks for a change and waits until it is made.
   *
   * @param what cannot be done when it fails, for the error's message
   */
  void request(String what, Message message) throws KernelException {
    int mine = send(what, message);
    while (true) {
      ByteBuffer received = receive(what);
      while (received.remaining() >= Message.HEADER_BYTES) {
        Header header = Header.read(received);
        if (header.sequence == mine && header.type == ERROR) {
          check(what, header, received);
          return;
        }
        header.skip(received);
      }
    }
  }

  /**
   * Asks for changes that are made together or not at all.
   *
   * @param messages as packet rules are changed: a begin, the changes, of which the last is to be
   *     acknowledged, an end; 64 KiB at most
   */
  void transaction(String what, List<Message> messages) throws KernelException {
    int first = sequence + 1;
    int length = 0;
    for (Message each : messages) {
      length += lay(each.finish(++sequence), length);
    }
    int last = sequence - 1;
    send(what, length);
    while (true) {
      ByteBuffer received = receive(what);
      while (received.remaining() >= Message.HEADER_BYTES) {
        Header header = Header.read(received);
        if (header.type == ERROR && header.sequence >= first && header.sequence <= sequence) {
          check(what, header, received);
          if (header.sequence == last) {
            return;
          }
        } else {
          header.skip(received);
        }
      }
    }
  }

  /** Asks for a list and hands over its parts; a part may come twice when the list is changing. */
  void dump(String what, Message message, Consumer<Part> parts) throws KernelException {
    ByteBuffer template = message.finish(0).duplicate();
    for (int attempt = 1; attempt <= DUMP_ATTEMPTS; attempt++) {
      if (dumpOnce(what, template.duplicate().order(ByteOrder.nativeOrder()), parts)) {
        return;
      }
    }
    throw new KernelException(what, KernelException.EBUSY);
  }

  private boolean dumpOnce(String what, ByteBuffer message, Consumer<Part> parts)
      throws KernelException {
    int mine = send(what, message.putInt(8, ++sequence));
    boolean whole = true;
    while (true) {
      ByteBuffer received = receive(what);
      while (received.remaining() >= Message.HEADER_BYTES) {
        Header header = Header.read(received);
        if (header.sequence != mine) {
          header.skip(received);
          continue;
        }
        whole &= (header.flags & FLAG_DUMP_INTERRUPTED) == 0;
        if (header.type == ERROR || header.type == DONE) {
          check(what, header, received);
          return whole;
        }
        parts.accept(new Part(header.type, header.body(received)));
      }
    }
  }

  private int send(String what, Message message) throws KernelException {
    return send(what, message.finish(++sequence));
  }

  private int send(String what, ByteBuffer bytes) throws KernelException {
    send(what, lay(bytes, 0));
    return sequence;
  }

  /** Lays bytes to be sent there into the buffer; returns how many. */
  private int lay(ByteBuffer bytes, int at) {
    int length = bytes.remaining();
    MemorySegment.copy(
        MemorySegment.ofBuffer(bytes),
        ValueLayout.JAVA_BYTE,
        0,
        buffer,
        ValueLayout.JAVA_BYTE,
        at,
        length);
    return length;
  }

  private void send(String what, int length) throws KernelException {
    Syscall.SENDTO.call(what, socket.number(), buffer.address(), length, 0, 0, 0);
  }

  private ByteBuffer receive(String what) throws KernelException {
    long length;
    do {
      length = Syscall.RECVFROM.attempt(socket.number(), buffer.address(), BUFFER_BYTES, 0, 0, 0);
    } while (length == -KernelException.EINTR);
    if (length < 0) {
      throw new KernelException(what + ": no answer from the kernel", (int) -length);
    }
    // Copied: what is read from it outlives the buffer's next use.
    byte[] copy = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
  }

  /** Throws what an ERROR or DONE says, unless it says 0. */
  private static void check(String what, Header header, ByteBuffer received)
      throws KernelException {
    ByteBuffer body = header.body(received);
    int errno = body.remaining() >= Integer.BYTES ? -body.getInt() : 0;
    if (errno <= 0) {
      return;
    }
    String detail = "";
    if ((header.flags & FLAG_ACK_ATTRIBUTES) != 0) {
      if (header.type == ERROR) {
        body.position(body.position() + Message.HEADER_BYTES); // the capped request
      }
      detail = new Attributes(body).text(ERROR_MESSAGE).orElse("");
    }
    throw new KernelException(what, errno, detail);
  }

  private void answerInTime() {
    try (Arena local = Arena.ofConfined()) {
      MemorySegment time = local.allocate(16, 8);
      time.set(ValueLayout.JAVA_LONG, 0, ANSWER_SECONDS_MAX);
      Syscall.SETSOCKOPT.attempt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, time.address(), 16);
    }
  }

  private void option(int level, int option, int value) {
    try (Arena local = Arena.ofConfined()) {
      MemorySegment on = local.allocateFrom(ValueLayout.JAVA_INT, value);
      Syscall.SETSOCKOPT.attempt(socket.number(), level, option, on.address(), Integer.BYTES);
    }
  }

  @Override
  public void close() {
    socket.close();
    arena.close();
  }

  private record Header(int start, int length, int type, int flags, int sequence) {
    static Header read(ByteBuffer in) {
      int start = in.position();
      return new Header(
          start,
          Math.clamp(in.getInt(start), Message.HEADER_BYTES, in.remaining()),
          Short.toUnsignedInt(in.getShort(start + 4)),
          Short.toUnsignedInt(in.getShort(start + 6)),
          in.getInt(start + 8));
    }

    ByteBuffer body(ByteBuffer in) {
      ByteBuffer body =
          in.slice(start + Message.HEADER_BYTES, length - Message.HEADER_BYTES)
              .order(ByteOrder.nativeOrder());
      skip(in);
      return body;
    }

    void skip(ByteBuffer in) {
      in.position(Math.min(in.limit(), start + ((length + 3) & ~3)));
    }
  }
}
