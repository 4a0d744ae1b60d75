import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Nightly {
  public static void main(String[] args) throws Exception {
    String body = """
        {
          "text": "\\"Release\\" 2.4 \\\\ notes",
          "thread": {
            "threadKey": "release-2.4"
          },
          "cardsV2": [
            {
              "cardId": "c",
              "card": {
                "sections": [
                  {
                    "collapsible": true,
                    "widgets": [
                      {
                        "image": {
                          "imageUrl": "https://example.com/a.png",
                          "altText": "A chart"
                        }
                      },
                      {
                        "divider": {}
                      },
                      {
                        "textParagraph": {
                          "text": "Done"
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
