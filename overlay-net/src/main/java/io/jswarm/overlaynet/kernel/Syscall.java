package io.jswarm.overlaynet.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls used here, by number on x86-64 and on arm64. Arguments are passed as the kernel
 * takes them: machine words, pointers as addresses of memory that lives through the call.
 */
enum Syscall {
  CLOSE(3, 57),
  IOCTL(16, 29),
  SOCKET(41, 198),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  SETSOCKOPT(54, 208),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  OPENAT(257, 56),
  UNSHARE(272, 97),
  SETNS(308, 268);

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle INVOKE = link();

  private final long number;

  Syscall(int x86, int arm) {
    this.number = Machine.X86_64 ? x86 : arm;
  }

  /**
   * Calls the kernel and returns what it returned.
   *
   * @param what could not be done when it fails, for the error's message
   */
  long call(String what, long... args) throws KernelException {
    long result = attempt(args);
    if (result < 0) {
      throw new KernelException(what, (int) -result);
    }
    return result;
  }

  /** Calls the kernel; a negative result is the error number, negated. */
  long attempt(long... args) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result =
          (long)
              INVOKE.invokeExact(
                  state,
                  number,
                  at(args, 0),
                  at(args, 1),
                  at(args, 2),
                  at(args, 3),
                  at(args, 4),
                  at(args, 5));
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (Throwable impossible) {
      throw new AssertionError("syscall " + this + " could not be linked", impossible);
    }
  }

  private static long at(long[] args, int index) {
    return index < args.length ? args[index] : 0L;
  }

  @SuppressWarnings("restricted") // the point of this class
  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor seven =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        seven,
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }
}
