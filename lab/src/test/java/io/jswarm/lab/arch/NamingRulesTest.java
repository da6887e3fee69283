package io.jswarm.lab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names say the job; a suffix that fits every class says nothing. */
class NamingRulesTest {
  private static final Pattern FOG =
      Pattern.compile("(Base|Abstract)[A-Z].*|.+(Manager|Helper|Util|Utils|Impl|Dto|Entity)");

  @Test
  void noClassHidesBehindASuffix() {
    List<String> foggy =
        Classes.ALL.stream()
            .filter(aClass -> FOG.matcher(aClass.getSimpleName()).matches())
            .map(JavaClass::getName)
            .sorted()
            .toList();
    assertThat(foggy).as("name the job: TaskReaper, SpreadTree, PortLedger").isEmpty();
  }
}
