package io.jswarm.overlaynet.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** The functions of libnftables(3), which a node may lack. */
final class NftLibrary {
  private static final String NAME = "libnftables.so.1";

  /** NFT_CTX_OUTPUT_HANDLE. */
  private static final int HANDLES = 1 << 3;

  private static final Attempt ATTEMPT = attempt();

  private final MethodHandle newContext;
  private final MethodHandle freeContext;
  private final MethodHandle bufferOutput;
  private final MethodHandle bufferError;
  private final MethodHandle outputFlags;
  private final MethodHandle run;
  private final MethodHandle outputBuffer;
  private final MethodHandle errorBuffer;

  /** What came of looking for the library, once for this process. */
  private record Attempt(@Nullable NftLibrary library, String problem) {}

  private NftLibrary(SymbolLookup symbols) {
    FunctionDescriptor onContext = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    FunctionDescriptor text = FunctionDescriptor.of(ADDRESS, ADDRESS);
    newContext = function(symbols, "nft_ctx_new", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    freeContext = function(symbols, "nft_ctx_free", FunctionDescriptor.ofVoid(ADDRESS));
    bufferOutput = function(symbols, "nft_ctx_buffer_output", onContext);
    bufferError = function(symbols, "nft_ctx_buffer_error", onContext);
    outputFlags =
        function(symbols, "nft_ctx_output_set_flags", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    run =
        function(
            symbols, "nft_run_cmd_from_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    outputBuffer = function(symbols, "nft_ctx_get_output_buffer", text);
    errorBuffer = function(symbols, "nft_ctx_get_error_buffer", text);
  }

  static NftLibrary loaded() throws KernelException {
    NftLibrary library = ATTEMPT.library;
    if (library == null) {
      throw new KernelException(ATTEMPT.problem);
    }
    return library;
  }

  /** Why there is none; empty when there is. */
  static String problem() {
    return ATTEMPT.problem;
  }

  @SuppressWarnings("restricted") // the point of this class
  private static Attempt attempt() {
    try {
      return new Attempt(new NftLibrary(SymbolLookup.libraryLookup(NAME, Arena.global())), "");
    } catch (IllegalArgumentException _) {
      return new Attempt(
          null,
          "this node cannot set packet rules: "
              + NAME
              + " is missing; install the package libnftables1");
    }
  }

  /** A context whose output and errors are kept in memory. */
  MemorySegment newContext() {
    try {
      MemorySegment context = (MemorySegment) newContext.invokeExact(0);
      int failed = (int) bufferOutput.invokeExact(context);
      failed |= (int) bufferError.invokeExact(context);
      if (failed != 0) {
        throw new IllegalStateException("libnftables cannot keep its output in memory");
      }
      return context;
    } catch (Throwable fault) {
      throw linked(fault);
    }
  }

  void free(MemorySegment context) {
    try {
      freeContext.invokeExact(context);
    } catch (Throwable fault) {
      throw linked(fault);
    }
  }

  /** Whether rules are listed with their numbers. */
  void printHandles(MemorySegment context, boolean print) {
    try {
      outputFlags.invokeExact(context, print ? HANDLES : 0);
    } catch (Throwable fault) {
      throw linked(fault);
    }
  }

  /** 0 when the commands were run. */
  int run(MemorySegment context, MemorySegment commands) {
    try {
      return (int) run.invokeExact(context, commands);
    } catch (Throwable fault) {
      throw linked(fault);
    }
  }

  /** What the last run printed. */
  String output(MemorySegment context) {
    return text(outputBuffer, context);
  }

  /** What the last run complained of. */
  String error(MemorySegment context) {
    return text(errorBuffer, context);
  }

  @SuppressWarnings("restricted") // the library ends its texts with a NUL
  private static String text(MethodHandle function, MemorySegment context) {
    try {
      MemorySegment text = (MemorySegment) function.invokeExact(context);
      return text.equals(MemorySegment.NULL) ? "" : text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable fault) {
      throw linked(fault);
    }
  }

  private static RuntimeException linked(Throwable fault) {
    return fault instanceof RuntimeException expected
        ? expected
        : new IllegalStateException("libnftables could not be called", fault);
  }

  @SuppressWarnings("restricted") // the point of this class
  private static MethodHandle function(
      SymbolLookup symbols, String name, FunctionDescriptor shape) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), shape);
  }
}
