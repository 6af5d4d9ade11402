using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Query;

/// <summary>Recipes as JSON: a version, and the steps by name. Figures are written so that they come back as the same bits.</summary>
internal static class RecipeText
{
    private const int Version = 1;

    /// <summary>How a recipe begins.</summary>
    public const string Letters = "{\n  \"grid_recipe\": ";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new RecipeTypeConverter(), new RecipeScalarConverter() },
    };

    public static string Write(Recipe recipe) => JsonSerializer.Serialize(new Content(Version, recipe.Steps), Json) + "\n";

    public static Recipe Read(string json)
    {
        try
        {
            // What a later version says of its steps is not known here.
            using (var document = JsonDocument.Parse(json))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("grid_recipe", out var version) || !version.TryGetInt32(out int number))
                    throw new QuestionException("this is no recipe of Grid's: expected what --recipe-out wrote.");
                if (number != Version)
                    throw new QuestionException($"this is a recipe of version {number}, and version {Version} is what is read here: write it anew, or take a later Grid.");
            }
            return new Recipe(JsonSerializer.Deserialize<Content>(json, Json)!.Steps);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or FormatException or OverflowException or InvalidOperationException or NotSupportedException)
        {
            throw new QuestionException($"this is no recipe of Grid's, or a damaged one: {fault.Message.Split('\n')[0].TrimEnd('.')}.");
        }
    }

    private sealed record Content([property: JsonPropertyName("grid_recipe")] int GridRecipe, IReadOnlyList<Transform> Steps);
}
