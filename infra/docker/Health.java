import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Exits with 0 if this container's program answers its health page with 200, else with 1. */
final class Health {
    private static final int TIMEOUT_MILLIS = 2_000;

    private Health() {}

    public static void main(String[] arguments) throws IOException {
        URI page = URI.create("http://127.0.0.1:" + System.getenv("HEALTH_PORT") + "/health");
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        System.exit(connection.getResponseCode() == HttpURLConnection.HTTP_OK ? 0 : 1);
    }
}
