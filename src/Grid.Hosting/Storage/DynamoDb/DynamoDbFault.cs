using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Grid.Hosting;

/// <summary>What goes wrong with DynamoDB: what passes soon, what is an answer, and words for all else.</summary>
internal static class DynamoDbFault
{
    private static readonly string[] Passing = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

    /// <summary>Whether a call that failed may succeed in a moment, and the client does not make it again by itself.</summary>
    public static bool PassesSoon(Exception e) => e switch
    {
        TransactionConflictException or TransactionInProgressException => true,
        TransactionCanceledException canceled => !IsConditionFailed(canceled) && Codes(canceled).Any(Passing.Contains),
        _ => false,
    };

    /// <summary>Whether a transaction was given up as a condition of it did not hold.</summary>
    public static bool IsConditionFailed(TransactionCanceledException e) => Codes(e).Contains("ConditionalCheckFailed");

    /// <summary>Whether an exception tells the caller what it wants to know.</summary>
    public static bool IsAnswer(Exception e, CancellationToken cancellation) =>
        e is ConditionalCheckFailedException or ClusterException || (e is TransactionCanceledException canceled && IsConditionFailed(canceled))
        || (e is OperationCanceledException && cancellation.IsCancellationRequested);

    /// <summary>A line that names the store, what was to be done there, what came of it, and what to do.</summary>
    public static ClusterException Of(Exception e, string service, string table, string action, string partitionKey, string sortKey)
    {
        string place = $"DynamoDB in {service}";
        return new ClusterException(e switch
        {
            ResourceNotFoundException => $"{place} has no table '{table}': make it with the stack, or set GRID_DYNAMODB_CREATE_TABLE=true.",
            ProvisionedThroughputExceededException or RequestLimitExceededException or TransactionCanceledException or TransactionConflictException
                or AmazonDynamoDBException { ErrorCode: "ThrottlingException" } =>
                $"{place} is too busy to {action} in table '{table}' ({OneLine.Of(e.Message)}): bill the table on demand, or give it more throughput.",
            AmazonDynamoDBException { ErrorCode: "ValidationException" } when e.Message.Contains("schema", StringComparison.OrdinalIgnoreCase) =>
                $"{place}: the keys of table '{table}' are not {partitionKey} and {sortKey}: name another table, or remove it.",
            AmazonDynamoDBException { ErrorCode: "AccessDeniedException" } =>
                $"{place} does not allow this role to {action} in table '{table}': give it the actions of deploy/grid.yaml. ({OneLine.Of(e.Message)})",
            AmazonDynamoDBException { ErrorCode: "UnrecognizedClientException" or "InvalidSignatureException" or "ExpiredTokenException" or "MissingAuthenticationTokenException" } =>
                $"{place} does not accept the credentials, to {action} in table '{table}': renew AWS_ACCESS_KEY_ID and its kin, AWS_PROFILE, or the task's role. ({OneLine.Of(e.Message)})",
            AmazonServiceException { StatusCode: > 0 } served => $"{place} cannot {action} in table '{table}': {served.ErrorCode} ({(int)served.StatusCode}): {OneLine.Of(e.Message)}. Try again, and look at AWS's health.",
            AmazonClientException when e.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
                $"{place}: there are no credentials to {action} in table '{table}': set AWS_ACCESS_KEY_ID and its kin, AWS_PROFILE, or the task's role.",
            _ => $"{place} does not answer, to {action} in table '{table}' ({OneLine.Of(e.GetBaseException().Message)}): see that it is reachable from here, by AWS_REGION or GRID_DYNAMODB_SERVICE_URL.",
        }, e);
    }

    private static IEnumerable<string> Codes(TransactionCanceledException e) => (e.CancellationReasons ?? []).Select(reason => reason.Code);
}
