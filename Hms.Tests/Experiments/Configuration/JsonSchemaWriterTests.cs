using Hms.Experiments.Configuration.Schema;
using Hms.Tests.Support;
using NJsonSchema;

namespace Hms.Tests.Experiments.Configuration;

public sealed class JsonSchemaWriterTests
{
    private const string Regenerate = "HMS_WRITE_SCHEMA";

    private static readonly string SchemaFile = Path.Combine(Repository.Root, "data-schemas", "experiments.schema.json");

    [Fact]
    public void Write_SettingsRecords_EqualsTheShippedSchema()
    {
        var schema = JsonSchemaWriter.Write();
        if (Environment.GetEnvironmentVariable(Regenerate) == "1") { File.WriteAllText(SchemaFile, schema); }
        Assert.True(
            File.Exists(SchemaFile) && File.ReadAllText(SchemaFile).ReplaceLineEndings("\n") == schema,
            $"data-schemas/experiments.schema.json is not what the settings records say. Run the tests once with {Regenerate}=1 to write it, then review the difference.");
    }

    [Fact]
    public async Task Validate_ShippedExperiments_HasNoErrors()
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText.ForNJsonSchema, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(Path.Combine(Repository.Root, "experiments.json"))));
    }

    [Theory]
    [InlineData("""{ "training": { "epochs": { "range": [1, 9], "step": 2 }, "schedule": "constant" } }""", true)]
    [InlineData("""{ "training": { "schedule": { "choice": ["constant", { "cosine": {} }] } } }""", true)]
    [InlineData("""{ "training": { "epochs": { "range": [0, 9] } } }""", false)]
    [InlineData("""{ "training": { "epochs": { "choice": [1] } } }""", false)]
    [InlineData("""{ "training": { "schedule": { "choice": ["constant", "linear"] } } }""", false)]
    [InlineData("""{ "folds": { "groupKFold": { "count": { "range": [2, 5] } } } }""", false)]
    [InlineData("""{ "override": { "anything.goes": { "choice": [1, 2] } } }""", true)]
    public async Task Validate_ChildExperiment_TellsRightFromWrong(string child, bool isValid)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText.ForNJsonSchema, TestContext.Current.CancellationToken);
        var text = $$"""{ "experiments": { "child": {{child.Insert(1, "\"extends\": \"base\", ")}} } }""";
        Assert.Equal(isValid, schema.Validate(text).Count == 0);
    }
}
