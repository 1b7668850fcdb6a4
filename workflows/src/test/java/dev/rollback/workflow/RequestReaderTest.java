package dev.rollback.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.contract.CreateSnapshotRequest;
import dev.rollback.contract.ExecuteRollbackRequest;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.Request;
import dev.rollback.contract.RollbackException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused of a request, each with the field's whole path.
final class RequestReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                  | The request must be one JSON object, not a list.
          "text"                              | The request must be one JSON object, not a text.
          {"timeout": "60"}                   | Field "timeout" must be a whole number, not a text.
          {"timeout": 1.5}                    | Field "timeout" must be a whole number, not a fraction.
          {"hold": "yes"}                     | Field "hold" must be true or false, not a text.
          {"description": 5}                  | Field "description" must be a text, not a number.
          {"labels": []}                      | Field "labels" must be an object, not a list.
          {"type": "set", "config": []}       | Field "config" must be an object, not a list.
          {"type": "set", "config": {"members": {}}} | Field "config.members" must be a list, not an object.
          {"type": "set", "config": {"members": [5]}} | Field "config.members[0]" must be an object, not a number.
          {"type": "set", "config": {"members": [{"type": "git_commit", "config": {"repo_path": 5}}]}} | Field "config.members[0].config.repo_path" must be a text, not a number.
          {"type": "configuration", "config": {"config_files": "/x"}} | Field "config.config_files" must be a list, not a text.
          {"type": "set", "config": {"members": [{"name": "a", "type": "git_commit", "config": {"repo_path": "/r"}}], "order": [null]}} | config.order holds a null.
          """)
  void theWrongShapeOfASnapshotsRequestIsToldByItsField(String json, String sentence) {
    assertThat(refused(json, CreateSnapshotRequest.class)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"validation": {"tests": {}}}                 | Field "validation.tests" must be a list, not an object.
          {"validation": {"tests": [{"type": 1}]}}      | Field "validation.tests[0].type" must be a text, not a number.
          {"validation": {"tests": [{"type": "tcp_port", "port": "80"}]}} | Field "validation.tests[0].port" must be a whole number, not a text.
          {"validation": {"tests": [{"type": "file_exists", "path": "/x", "retry": {"timeout": "1"}}]}} | Field "validation.tests[0].retry.timeout" must be a number, not a text.
          {"on_failure": 0}                             | Field "on_failure" must be a text, not a number.
          {"approval": true}                            | Field "approval" must be an object, not true or false.
          """)
  void theWrongShapeOfARollbacksRequestIsToldByItsField(String json, String sentence) {
    assertThat(refused(json, ExecuteRollbackRequest.class)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({"http://a b/", "http://", "http:///x", "http://u:p@host/", "http://host:99999/"})
  void aTestsUrlThatCannotBeAskedIsRefusedBeforeAnythingIsRolledBack(String url) {
    String test = "{\"type\": \"health_check\", \"url\": \"" + url + "\"}";
    String json = "{\"snapshot_id\": \"s\", \"validation\": {\"tests\": [" + test + "]}}";

    assertThat(refused(json, ExecuteRollbackRequest.class)).startsWith("health_check url");
  }

  private static String refused(String json, Class<? extends Request> type) {
    try {
      return "read as " + RequestReader.read(json.getBytes(UTF_8), type);
    } catch (RollbackException e) {
      assertThat(e.type()).isEqualTo(FailureType.INVALID_REQUEST);
      return e.sentence();
    }
  }
}
