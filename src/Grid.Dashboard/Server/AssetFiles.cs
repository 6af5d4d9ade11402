using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Grid.Dashboard;

/// <summary>Scripts and styles, which are embedded in this assembly.</summary>
internal static class AssetFiles
{
    private const string Folder = "/assets/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    /// <summary>Stands behind the addresses of the files, so that a browser keeps those of this build alone.</summary>
    public static string Version { get; } = typeof(AssetFiles).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>Answers a request for a file; false where it is for something else.</summary>
    public static async Task<bool> AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        if (!path.StartsWith(Folder, StringComparison.Ordinal))
            return false;
        await using var file = typeof(AssetFiles).Assembly.GetManifestResourceStream(path[1..]);
        if (file is null || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return true;
        }
        context.Response.ContentType = Types[Path.GetExtension(path)];
        context.Response.ContentLength = file.Length;
        context.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
        return true;
    }
}
