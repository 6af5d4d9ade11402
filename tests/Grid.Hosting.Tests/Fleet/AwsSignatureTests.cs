using System.Text;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>Signatures against those that botocore 1.43 makes of the same request.</summary>
public sealed class AwsSignatureTests
{
    [Theory]
    [InlineData(null, "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=aecac5c6513ea7472b9cb3e182b2f17a4443f07de1e7647aaa494957afce36c0")]
    [InlineData("a/session+token==", "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=e15c257a136c64e8bb0038a538652f886761440536934a0841f06a451aaf79df")]
    public void A_call_is_signed_as_the_client_of_AWS_signs_it(string? token, string expected)
    {
        var headers = new Dictionary<string, string>
        {
            ["x-amz-target"] = "AmazonEC2ContainerServiceV20141113.DescribeServices",
            ["content-type"] = "application/x-amz-json-1.1",
            ["host"] = "ecs.eu-central-1.amazonaws.com",
            ["x-amz-date"] = AwsSignature.TimeOf(new DateTime(2026, 11, 28, 20, 5, 7, DateTimeKind.Utc)),
        };
        if (token is not null)
            headers["x-amz-security-token"] = token;
        byte[] body = Encoding.UTF8.GetBytes("""{"cluster":"grid-Cluster-1","services":["grid-silos"]}""");

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261128/eu-central-1/ecs/aws4_request, {expected}",
            AwsSignature.Of(headers, body, "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "eu-central-1", "ecs"));
    }
}
