import os
import urllib.request

BODY = r'''
{
  "text": "Nightly build done\nAll 214 tests are green 🎉"
}
'''

request = urllib.request.Request(os.environ["CHAT_WEBHOOK_URL"], data=BODY.encode("utf-8"))
urllib.request.urlopen(request)
