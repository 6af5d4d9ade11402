using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grid.Hosting;

/// <summary>
/// How a call of AWS is signed: Signature Version 4, for a POST to the root of a host
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"/>).
/// </summary>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>What <c>x-amz-date</c> says.</summary>
    public static string TimeOf(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What <c>authorization</c> says.</summary>
    /// <param name="headers">All headers that are sent, <c>host</c> and <c>x-amz-date</c> among them, by their names in lower case.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="accessKey">Who calls.</param>
    /// <param name="secretKey">What only they know.</param>
    /// <param name="region">The region that is called.</param>
    /// <param name="service">The service that is called, as <c>ecs</c>.</param>
    public static string Of(IReadOnlyDictionary<string, string> headers, byte[] body, string accessKey, string secretKey, string region, string service)
    {
        string[] names = [.. headers.Keys.Order(StringComparer.Ordinal)];
        string signed = string.Join(';', names);
        string request = $"POST\n/\n\n{string.Concat(names.Select(name => $"{name}:{headers[name].Trim()}\n"))}\n{signed}\n{Hex(SHA256.HashData(body))}";
        string time = headers["x-amz-date"];
        string scope = $"{time[..8]}/{region}/{service}/aws4_request";
        byte[] key = Encoding.UTF8.GetBytes($"AWS4{secretKey}");
        foreach (string part in scope.Split('/'))
            key = Mac(key, part);
        string signature = Hex(Mac(key, $"{Algorithm}\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}"));
        return $"{Algorithm} Credential={accessKey}/{scope}, SignedHeaders={signed}, Signature={signature}";
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
