// A client of `kyso serve` (/v1). .NET 8 or newer, nothing else. (The tests of this project have no .NET and do not run it.)
//
//   dotnet run -- verify FILE                                   who signed, and whether it is good
//   dotnet run -- check FILE                                    what the law of the day of signing says
//   dotnet run -- sign FILE KEY OUT                             with a key of the service
//   dotnet run -- deferred FILE CERTIFICATE KEYFILE OUT [CHAIN] with a key of one's own (PEM), which stays here
//
// KYSO_SERVICE (http://127.0.0.1:8988), KYSO_TOKEN (access token), KYSO_CA (PEM, a CA of the house's own), KYSO_LANG (vi, en).
// Exits as kyso does: 0 passed, 1 not, 2 undecided, 3 unreadable, 4 service or access, 64 usage.

using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

Console.OutputEncoding = new UTF8Encoding(false);
return await Kyso.Run(args);

/// <summary>What the service refused (RFC 9457).</summary>
sealed class Refused(int exit, string message, string? request) : Exception(message)
{
    public int Exit { get; } = exit;
    public string? Request { get; } = request;
}

static class Kyso
{
    const int LongestPause = 60; // s
    static readonly Uri Service = new(Environment.GetEnvironmentVariable("KYSO_SERVICE") ?? "http://127.0.0.1:8988");
    static readonly Dictionary<string, int> Exits = new() { ["passed"] = 0, ["failed"] = 1, ["indeterminate"] = 2, ["unsigned"] = 2, ["unreadable"] = 4 };
    static readonly Dictionary<string, int> Law = new() { ["passed"] = 0, ["violated"] = 1, ["cannot-decide"] = 2 };
    static readonly Dictionary<int, int> Statuses = new() { [400] = 64, [413] = 3, [415] = 3, [422] = 3, [500] = 70 };
    static readonly HttpClient Client = MakeClient();

    public static async Task<int> Run(string[] words)
    {
        var expected = words switch
        {
            ["verify" or "check", _] or ["sign", _, _, _] => true,
            ["deferred", _, _, _, _] or ["deferred", _, _, _, _, _] => true,
            _ => false,
        };
        if (!expected)
        {
            Console.Error.WriteLine("verify FILE | check FILE | sign FILE KEY OUT | deferred FILE CERTIFICATE KEYFILE OUT [CHAIN]");
            return 64;
        }
        if (!File.Exists(words[1]))
        {
            Console.Error.WriteLine($"{Path.GetFileName(words[1])} cannot be read");
            return 4;
        }
        var output = words[0] switch { "sign" => words[3], "deferred" => words[4], _ => null };
        if (output is not null && File.Exists(output))
        {
            Console.Error.WriteLine($"{Path.GetFileName(output)} exists");
            return 64;
        }
        try
        {
            return words[0] switch
            {
                "verify" => await Verify(words[1]),
                "check" => await Check(words[1]),
                "sign" => await SignWithTheirs(words[1], words[2], words[3]),
                _ => await SignWithOwn(words[1], words[2], words[3], words[4], words.ElementAtOrDefault(5)),
            };
        }
        catch (Refused refused)
        {
            Console.Error.WriteLine(refused.Message);
            if (refused.Request is not null) Console.Error.WriteLine($"request {refused.Request}");
            return refused.Exit;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TaskCanceledException)
        {
            Console.Error.WriteLine($"no answer: {broken.Message}");
            return 4;
        }
        catch (CryptographicException unusable)
        {
            Console.Error.WriteLine($"key: {unusable.Message}");
            return 4;
        }
    }

    static async Task<int> Verify(string file)
    {
        var name = Path.GetFileName(file);
        using var answer = await Ask($"/v1/verify?name={Uri.EscapeDataString(name)}&report=clerk", () => Document(file));
        using var json = await Json(answer);
        var told = json.RootElement;
        var verdict = Text(told, "verdict")!;
        Console.WriteLine($"{name}: {verdict}");
        if (told.TryGetProperty("signatures", out var signatures))
        {
            foreach (var (one, at) in signatures.EnumerateArray().Select((one, at) => (one, at)))
            {
                var why = Text(one, "sub_indication") is { } reason ? $" {reason}" : "";
                var signer = one.GetProperty("signer") is { ValueKind: JsonValueKind.Object } known ? Text(known, "subject") : "?";
                Console.WriteLine($"  {at + 1} {Text(one, "field")}: {Text(one, "indication")}{why}, {signer}");
            }
        }
        if (told.TryGetProperty("error", out var error)) Console.WriteLine($"  {Text(error, "code")}");
        // what a clerk reads: what to do, and why
        var words = told.GetProperty("words");
        Console.WriteLine(Text(words, "headline"));
        foreach (var reason in words.GetProperty("reasons").EnumerateArray())
        {
            Console.WriteLine($"  - {Text(reason, "code") ?? "?"} {Text(reason, "title")}");
        }
        return Exits.GetValueOrDefault(verdict, 3);
    }

    static async Task<int> Check(string file)
    {
        var name = Path.GetFileName(file);
        using var answer = await Ask($"/v1/check?name={Uri.EscapeDataString(name)}", () => Document(file));
        using var json = await Json(answer);
        var told = json.RootElement;
        var (verdict, result) = (Text(told, "verdict")!, Text(told, "result")!);
        Console.WriteLine($"{name}: {verdict}, {result}");
        foreach (var signature in told.GetProperty("compliance").EnumerateArray())
        {
            Console.WriteLine($"  {Text(signature, "field")}");
            foreach (var finding in signature.GetProperty("findings").EnumerateArray())
            {
                var place = Text(finding.GetProperty("citations")[0], "vi");
                Console.WriteLine($"    {Text(finding, "verdict")}: {Text(finding, "text")} — {place}");
            }
        }
        int[] exits = [Exits.GetValueOrDefault(verdict, 3), Law[result]];
        return new[] { 4, 3, 1, 2, 0 }.First(exits.Contains);
    }

    /// <summary>The same Idempotency-Key again has the same file: an answer that was lost on its way costs no second signature.</summary>
    static async Task<int> SignWithTheirs(string file, string key, string output)
    {
        var once = Guid.NewGuid().ToString();
        async Task<int> Signed()
        {
            using var answer = await Ask($"/v1/sign?key={Uri.EscapeDataString(key)}", () => Document(file), once);
            return await Keep(answer, output);
        }
        try
        {
            return await Signed();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return await Signed();
        }
    }

    static async Task<int> SignWithOwn(string file, string certificate, string keyFile, string output, string? chain)
    {
        string toBeSigned, state;
        using (var answer = await Ask("/v1/prepare", () => Form(file, [("certificate", FileContent(certificate)), .. Chain(chain)])))
        using (var json = await Json(answer))
        {
            (toBeSigned, state) = (Text(json.RootElement, "to_be_signed")!, Text(json.RootElement, "state")!);
        }
        var signature = Signature(Convert.FromBase64String(toBeSigned), certificate, keyFile);
        using var signed = await Ask("/v1/finish",
            () => Form(file, [("state", new StringContent(state)), ("signature", new ByteArrayContent(signature))]));
        return await Keep(signed, output);
    }

    static IEnumerable<(string, HttpContent)> Chain(string? chain) => chain is null ? [] : [("chain", FileContent(chain))];

    /// <summary>RSA: PKCS #1 v1.5; ECDSA: DER. The key does not leave this process.</summary>
    static byte[] Signature(byte[] attributes, string certificate, string keyFile)
    {
        using var own = X509Certificate2.CreateFromPemFile(certificate, keyFile);
        using var rsa = own.GetRSAPrivateKey();
        if (rsa is not null) return rsa.SignData(attributes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var ecdsa = own.GetECDsaPrivateKey() ?? throw new IOException("neither an RSA nor an ECDSA key");
        return ecdsa.SignData(attributes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Whole or not at all.</summary>
    static async Task<int> Keep(HttpResponseMessage answer, string output)
    {
        var part = output + ".part";
        var file = new FileStream(part, FileMode.CreateNew);
        try
        {
            await using (file)
            {
                await answer.Content.CopyToAsync(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(part, output);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
        Console.WriteLine($"{Path.GetFileName(output)}: signed");
        return 0;
    }

    /// <summary>The document, read from the disk as it is sent.</summary>
    static HttpContent Document(string file)
    {
        var content = FileContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return content;
    }

    static HttpContent FileContent(string file) => new StreamContent(File.OpenRead(file));

    static HttpContent Form(string file, (string Name, HttpContent Value)[] parts)
    {
        var form = new MultipartFormDataContent { { Document(file), "document", "document.pdf" } };
        foreach (var (name, value) in parts) form.Add(value, name);
        return form;
    }

    /// <summary>The answer, where there is one; asked once more where the service says when (429). The body is made anew for each attempt.</summary>
    static async Task<HttpResponseMessage> Ask(string path, Func<HttpContent> body, string? once = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Service, path)) { Content = body() };
            request.Headers.AcceptLanguage.ParseAdd(Environment.GetEnvironmentVariable("KYSO_LANG") ?? "vi");
            if (Environment.GetEnvironmentVariable("KYSO_TOKEN") is { } token) request.Headers.Authorization = new("Bearer", token);
            if (once is not null) request.Headers.Add("Idempotency-Key", once);
            var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.OK) return answer;
            using (answer)
            {
                var after = answer.Headers.RetryAfter?.Delta;
                if (answer.StatusCode != HttpStatusCode.TooManyRequests || attempt == 2 || after is null || after.Value.TotalSeconds > LongestPause)
                {
                    throw await Refusal(answer);
                }
                await Task.Delay(after.Value);
            }
        }
    }

    static async Task<Refused> Refusal(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return new Refused(4, $"{status}: not an answer of kyso", null);
        using var json = await Json(answer);
        var told = json.RootElement;
        return new Refused(Statuses.GetValueOrDefault(status, 4), $"{Text(told, "code")}: {Text(told, "detail")}", Text(told, "request"));
    }

    static HttpClient MakeClient()
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false };
        if (Environment.GetEnvironmentVariable("KYSO_CA") is { } ca)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(ca);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }
        return new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(5) }; // sending and signing together
    }

    static async Task<JsonDocument> Json(HttpResponseMessage answer) => await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());

    static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
