using Microsoft.AspNetCore.Http;

namespace Grid.Hosting;

/// <summary>Requests of another's server, answered from services of one's own.</summary>
internal static class ScopedRequests
{
    /// <summary>Answers a request in a scope of these services; its own are there again afterwards.</summary>
    public static async Task AnswerAsync(this RequestDelegate answer, HttpContext context, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var before = context.RequestServices;
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await answer(context);
        }
        finally
        {
            context.RequestServices = before;
        }
    }
}
