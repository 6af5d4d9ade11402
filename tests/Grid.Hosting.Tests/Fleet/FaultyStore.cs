using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>What stands between a silo and its store, and does to requests what networks and stores do.</summary>
/// <param name="fault">What happens to a request, by its action and how many of that action came before; null for nothing.</param>
internal sealed class FaultyStore(Func<string, int, StoreFault?> fault)
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>How many requests of each action there were.</summary>
    public int CountOf(string action)
    {
        lock (_counts)
            return _counts.GetValueOrDefault(action);
    }

    /// <summary>Passes a request on, or not.</summary>
    public async Task AnswerAsync(HttpContext context, Func<Task> pass)
    {
        string action = context.Request.Headers["X-Amz-Target"].ToString().Split('.').Last();
        int before;
        lock (_counts)
        {
            before = _counts.GetValueOrDefault(action);
            _counts[action] = before + 1;
        }
        switch (fault(action, before))
        {
            case StoreFault.Throttled:
                await RefuseAsync(context, "ProvisionedThroughputExceededException");
                break;
            case StoreFault.Conflict when action == "TransactWriteItems":
                await RefuseAsync(context, "TransactionCanceledException", """
                    ,"Message":"Transaction cancelled [None, TransactionConflict]","CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"}]
                    """);
                break;
            case StoreFault.Conflict:
                await RefuseAsync(context, "TransactionConflictException");
                break;
            case StoreFault.Cut:
                context.Abort();
                break;
            case StoreFault.AnswerLost:
                context.Response.Body = Stream.Null;
                await pass();
                context.Abort();
                break;
            case StoreFault.Slow:
                await Task.Delay(TimeSpan.FromSeconds(5));
                await pass();
                break;
            case StoreFault.Unprocessed:
                using (var request = await JsonDocument.ParseAsync(context.Request.Body))
                    await context.Response.WriteAsync($$"""{"UnprocessedItems":{{request.RootElement.GetProperty("RequestItems").GetRawText()}}}""");
                break;
            default:
                await pass();
                break;
        }
    }

    private static Task RefuseAsync(HttpContext context, string type, string more = "")
    {
        context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
        context.Response.ContentType = "application/x-amz-json-1.0";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{type}}"{{more}}}""")).AsTask();
    }
}
