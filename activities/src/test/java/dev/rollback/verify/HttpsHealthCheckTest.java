package dev.rollback.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rollback.contract.Verdict;
import dev.rollback.contract.VerificationTest;
import dev.rollback.secret.Secrets;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose certificate it signed itself.
class HttpsHealthCheckTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path directory = Path.of("");
  private HttpsServer server;
  private Path keys;

  @BeforeEach
  void serve() throws Exception {
    keys = directory.resolve("keys.p12");
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys.toString(),
            "-storepass",
            PASSWORD));
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServerOfAnUnknownAuthorityFailsAndTheVerdictSaysWhatToDo() throws Exception {
    Finding finding =
        new HealthCheckRunner(Duration.ofSeconds(10), Secrets.NONE)
            .run(
                new VerificationTest.HealthCheck(url() + "?token=hidden", 200, null, null),
                Attempts.patient());

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding.error())
        .contains("No TLS connection to https://127.0.0.1", "trust store of the worker's JVM")
        .doesNotContain("hidden");
  }

  @Test
  void aServerWhoseAuthorityTheJvmTrustsPasses() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djavax.net.ssl.trustStore=" + keys);
    command.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(HttpsHealthCheckTest.class.getName(), url()));

    assertThat(run(command)).contains("PASSED");
  }

  /// Checks a URL in a JVM of its own, which reads its trust store at its start.
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println(
        new HealthCheckRunner(Duration.ofSeconds(10), Secrets.NONE)
            .run(
                new VerificationTest.HealthCheck(arguments[0], 200, null, null),
                Attempts.patient()));
  }

  private String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
