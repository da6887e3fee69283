package io.jswarm.lab.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories of a register that is sound by construction, and the same with a stale read at the end.
 */
class GeneratedHistoriesTest {
  private static final int OPERATIONS = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatASoundRegisterAnswersIsAccepted(long seed) {
    assertThat(Linearizability.check(new Generated(seed).history(OPERATIONS)))
        .isInstanceOf(Verdict.Sound.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aStaleReadAmongThemIsFound(long seed) {
    List<Operation> history = new ArrayList<>(new Generated(seed).history(OPERATIONS));
    Operation first = firstRead(history);
    Operation last = history.getLast();
    long after = last.returnedNanos() + 1_000;
    history.add(new Operation(99, "h1", first.call(), first.reply(), after, after + 1));
    assertThat(Linearizability.check(history)).isInstanceOf(Verdict.Broken.class);
  }

  private static Operation firstRead(List<Operation> history) {
    return history.stream()
        .filter(operation -> operation.reply() instanceof Reply.Seen)
        .findFirst()
        .orElseThrow();
  }

  /** One register whose operations take effect in order, told of with overlapping times. */
  private static final class Generated {
    private static final int LENGTH_MAX = 40;
    private final Random random;
    private Register state = Register.atFirst();
    private long version;
    private boolean wasRead;

    Generated(long seed) {
      random = new Random(seed);
    }

    List<Operation> history(int count) {
      List<Operation> history = new ArrayList<>();
      history.add(told(0, new Call.Create("web", "l0"), create("l0")));
      for (int i = 1; i < count; i++) {
        history.add(next(i));
      }
      return history;
    }

    private Operation next(int i) {
      String label = "l" + i;
      return switch (state) {
        case Register.Free() -> told(i, new Call.Create("web", label), create(label));
        case Register.Held(String id, String present) -> {
          if (!wasRead || random.nextBoolean()) {
            wasRead = true;
            yield told(i, new Call.Inspect("web"), new Reply.Seen(id, version, present));
          }
          if (random.nextInt(8) == 0) {
            state = Register.atFirst();
            yield told(i, new Call.Remove("web", id), new Reply.Done());
          }
          wasRead = false;
          long before = version++;
          state = new Register.Held(id, label);
          yield told(i, new Call.Update("web", id, before, label), new Reply.Done());
        }
      };
    }

    private Reply create(String label) {
      version++;
      wasRead = false;
      state = new Register.Held("id-" + label, label);
      return new Reply.Created("id-" + label);
    }

    /** Takes effect at ten times its number; now and then its reply is lost. */
    private Operation told(int i, Call call, Reply reply) {
      long at = i * 10L;
      boolean lost = call.isWrite() && random.nextInt(10) == 0;
      return new Operation(
          i,
          "h1",
          call,
          lost ? new Reply.Unknown("lost") : reply,
          at - random.nextInt(LENGTH_MAX),
          at + random.nextInt(LENGTH_MAX));
    }
  }
}
