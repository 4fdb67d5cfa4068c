package dev.espalier.io.json.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.study.run.AgentAddress;
import dev.espalier.study.run.AgentAddress.HostPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsFileTest {
  private static List<AgentAddress> parse(String agents) {
    return AgentsFile.parse(
        "{\"format\": \"espalier-agents/1\", \"agents\": [" + agents + "]}", "agents.json");
  }

  @Test
  void addressesAreRead() {
    assertThat(
            parse(
                """
                {"device": "d1", "address": "192.168.1.4:7400", "peerAddress": "10.0.0.4:7401"},
                {"device": "d2", "address": "[fe80::1%eth0]:65535"}"""))
        .containsExactly(
            new AgentAddress(
                "d1", new HostPort("192.168.1.4", 7400), new HostPort("10.0.0.4", 7401)),
            new AgentAddress(
                "d2", new HostPort("fe80::1%eth0", 65535), new HostPort("fe80::1%eth0", 65535)));
    assertThat(new HostPort("::1", 80)).hasToString("[::1]:80");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'device': 'd', 'address': 'h'}|/agents/0/address at line 1|address: expected host:port",
        "{'device': 'd', 'address': ':7400'}|/agents/0/address|expected host:port",
        "{'device': 'd', 'address': '::1:7400'}|/agents/0/address|expected host:port",
        "{'device': 'd', 'address': 'h:0'}|/agents/0/address|port must be from 1 to 65535 but is 0",
        "{'device': 'd', 'address': 'h:65536'}|/agents/0/address|but is 65536",
        "{'device': 'd', 'address': 'h:-1'}|/agents/0/address|expected host:port",
        "{'device': 'd', 'address': 'a b:1'}|/agents/0/address|host but found \"a b\"",
        "{'device': 'd', 'address': 7400}|/agents/0/address|expected a text in quotes",
        "{'device': ' ', 'address': 'h:1'}|/agents/0/device|name",
        "{'address': 'h:1'}|/agents/0|field \"device\" is missing",
        "{'device': 'd'}|/agents/0|field \"address\" is missing",
        "{'device': 'd', 'address': 'h:1', 'port': 1}|/agents/0/port|unknown field \"port\"",
        "{'device': 'd', 'address': 'h:1'}, {'device': 'd', 'address': 'h:2'}"
            + "|/agents/1/device|device \"d\" is listed twice",
        "{'device': 'd', 'address': 'h:1'}, {'device': 'e', 'address': 'h:1'}"
            + "|/agents/1/address|address h:1 is that of device \"d\", too",
        "{'device': 'd', 'address': 'h:1'}, {'device': 'e', 'address': 'h:2', 'peerAddress': 'h:1'}"
            + "|/agents/1/peerAddress|address h:1 is that of device \"d\", too",
        "``|/agents|expected at least one agent",
      })
  void mistakesAreRefusedWithTheirPlace(String agents, String place, String message) {
    String json = agents == null ? "" : agents.replace('\'', '"');
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("agents.json: ")
        .hasMessageContaining(place)
        .hasMessageContaining(message);
  }

  @Test
  void otherFormatsAreRefused() {
    assertThatThrownBy(() -> AgentsFile.parse("{\"format\": \"espalier-plan/1\"}", "x"))
        .hasMessageContaining("expected \"espalier-agents/1\"");
  }
}
