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
 * The way into the kernel: any system call by its number (syscall(2)). Arguments are machine words,
 * pointers as addresses of memory that lives through the call.
 */
public final class KernelEntry {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle INVOKE = link();

  private KernelEntry() {}

  /**
   * Calls the kernel with at most six arguments; a negative result is the error number, negated.
   */
  public static long attempt(long number, long... args) {
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
      throw new AssertionError("syscall " + number + " could not be linked", impossible);
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
