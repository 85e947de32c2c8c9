import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Exits with 0 if this container's program answers its health page with 200, over HTTP or else TLS, else with 1. Where it asks
 * for a certificate, which a probe has none to show of, it is enough that it asks.
 */
final class Health {
    private static final int TIMEOUT_MILLIS = 1_000;

    private Health() {}

    public static void main(String[] arguments) throws GeneralSecurityException {
        String page = "://127.0.0.1:" + System.getenv("HEALTH_PORT") + "/health";
        System.exit(isUp("http" + page, null) || isUp("https" + page, trustingOurselves()) ? 0 : 1);
    }

    private static boolean isUp(String page, SSLContext tls) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(page).toURL().openConnection();
            if (connection instanceof HttpsURLConnection secured) {
                secured.setSSLSocketFactory(tls.getSocketFactory());
                secured.setHostnameVerifier((_, _) -> true);
            }
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (SSLHandshakeException e) {
            return String.valueOf(e.getMessage()).matches("(?s).*alert: (certificate_required|bad_certificate).*");
        } catch (IOException e) {
            return false;
        }
    }

    /** On loopback, inside the container, nobody else answers, and nothing secret is sent. */
    private static SSLContext trustingOurselves() throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Anybody()}, null);
        return tls;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
