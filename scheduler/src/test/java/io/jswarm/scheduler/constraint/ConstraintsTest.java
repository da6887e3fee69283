package io.jswarm.scheduler.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintsTest {
  private static final Node NODE =
      Json.read(
          """
          {"ID": "Node1",
           "Spec": {"Role": "worker", "Labels": {"zone": "East", "Zone": "west", "empty": ""}},
           "Description": {"Hostname": "db-7", "Platform": {"Architecture": "x86_64", "OS": "linux"},
             "Engine": {"Labels": {"disk.kind": "ssd"}}},
           "Status": {"Addr": "10.7.0.9"}}
          """,
          Node.class);

  @ParameterizedTest
  @CsvSource({
    "node.id==node1, true",
    "node.id!=node1, false",
    "NODE.HOSTNAME == DB-7, true",
    "node.hostname==db, false",
    "node.role==worker, true",
    "node.role!=manager, true",
    "node.role==manager, false",
    "node.platform.os==Linux, true",
    "node.platform.arch==x86_64, true",
    "node.labels.zone==east, true",
    "node.labels.zone==west, false",
    "node.labels.Zone==west, true",
    "Node.Labels.zone==EAST, true",
    "node.labels.missing==x, false",
    "node.labels.missing!=x, true",
    "node.labels.empty!=x, true",
    "engine.labels.disk.kind==ssd, true",
    "engine.labels.disk.kind!=ssd, false",
    "engine.labels.none!=ssd, true",
    "node.ip==10.7.0.9, true",
    "node.ip!=10.7.0.9, false",
    "node.ip==10.7.0.0/16, true",
    "node.ip==10.8.0.0/16, false",
    "node.ip!=10.8.0.0/16, true",
    "node.ip==2001:db8::/32, false",
    "node.ip!=2001:db8::2, true",
    "node.ip==10.7, false",
    "node.ip!=not-an-address, false",
    "node.ip!=10.7.0.0/99, false",
    "node.colour==red, false",
    "node.colour!=red, false",
    "node.labels.==x, false"
  })
  void aNodeSatisfiesAConstraintOrNot(String constraint, boolean satisfied) {
    assertThat(Constraints.parse(List.of(constraint)).matches(NODE)).isEqualTo(satisfied);
  }

  @Test
  void aNodeWithoutLabelsSatisfiesEveryInequality() {
    Node bare = Json.read("{\"ID\":\"b\",\"Spec\":{}}", Node.class);
    assertThat(Constraints.parse(List.of("node.labels.x!=1", "engine.labels.x!=1")).matches(bare))
        .isTrue();
    assertThat(Constraints.parse(List.of("node.hostname==x")).matches(bare)).isFalse();
    assertThat(Constraints.parse(List.of("node.ip==10.0.0.0/8")).matches(bare)).isFalse();
    assertThat(Constraints.parse(List.of("node.ip!=10.0.0.0/8")).matches(bare)).isTrue();
  }

  @Test
  void allConstraintsMustHold() {
    assertThat(Constraints.parse(List.of("node.role==worker", "node.id==other")).matches(NODE))
        .isFalse();
    assertThat(Constraints.parse(List.of()).matches(NODE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "node.role=worker; constraint expected one operator from ==, !=",
        "''; constraint expected one operator from ==, !=",
        "node.role>=x; constraint expected one operator from ==, !=",
        "==x; key '' is invalid",
        "1abc==x; key '1abc' is invalid",
        "node.la bels==x; key 'node.la bels' is invalid",
        "a==x; key 'a' is invalid",
        "node.id==; value '' is invalid",
        "node.id==ümlaut; value 'ümlaut' is invalid",
        "node.id==a,b; value 'a,b' is invalid",
        "node.id!=a==b; key 'node.id!=a' is invalid"
      })
  void whatCannotBeReadIsRefusedInSwarmsWords(String constraint, String message) {
    assertThatThrownBy(() -> Constraints.parse(List.of(constraint)))
        .isInstanceOf(BadConstraint.class)
        .hasMessage(message);
  }

  @Test
  void spacesAroundKeyAndValueDoNotCount() {
    assertThat(Constraint.parse(" node.labels.zone  ==  far east "))
        .hasToString("node.labels.zone==far east");
  }
}
