import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Nightly {
  public static void main(String[] args) throws Exception {
    String body = """
        {
          "cardsV2": [
            {
              "cardId": "nightly",
              "card": {
                "header": {
                  "title": "Nightly build",
                  "subtitle": "main"
                },
                "sections": [
                  {
                    "header": "Result",
                    "widgets": [
                      {
                        "decoratedText": {
                          "topLabel": "State",
                          "text": "It's <b>green</b>"
                        }
                      },
                      {
                        "buttonList": {
                          "buttons": [
                            {
                              "text": "Open the log",
                              "onClick": {
                                "openLink": {
                                  "url": "https://example.com/log?a=1&b=2"
                                }
                              }
                            }
                          ]
                        }
                      }
                    ]
                  }
                ]
              }
            }
          ]
        }
        """;
    HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("CHAT_WEBHOOK_URL")))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
