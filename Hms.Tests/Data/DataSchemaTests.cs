using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Schemas;
using Hms.Data.Splits;
using Hms.Signal.Montages;
using Hms.Tests.Support;
using NJsonSchema;

namespace Hms.Tests.Data;

/// <summary>The readers take columns, types, limits and nullability from the schema files; an independent validator says the same of each cell.</summary>
public sealed class DataSchemaTests : IDisposable
{
    private static readonly string[] Cells = ["", "0", "1", "3", "-1", "-0.5", "2.5", "1e2", "x", "nan", "1.00002", "100000", "100001", "2147483647", "2147483648", "9007199254740993", "9223372036854775807"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_OfTheSignalSchemas_AreTheOnesOfTheSignalCode()
    {
        Assert.Equal(Electrodes.HmsOrder, TableSchema.Eeg.Columns.Select(column => column.Name));
        Assert.All(TableSchema.Eeg.Columns, column => Assert.Equal((ColumnType.Number, true, true, "uV"), (column.Type, column.Required, column.Nullable, column.Unit)));
        Assert.Equal(SpectrogramFile.Columns.Prepend("time"), TableSchema.Spectrogram.Columns.Select(column => column.Name));
        Assert.All(TableSchema.Spectrogram.Columns.Skip(1), column => Assert.Equal((ColumnType.Number, true, "uV^2/Hz", 0m), (column.Type, column.Nullable, column.Unit, column.Minimum)));
        Assert.Equal(VoteClasses.Columns, LabelFile.LabelColumns.TakeLast(VoteClasses.Count));
    }

    [Fact]
    public void Files_OfDataSchemas_AreTheOnesThatTheLibraryCarries()
    {
        string[] others = ["experiments", "model-manifest"];
        Assert.Equal(Directory.GetFiles(Path.Combine(Repository.Root, "data-schemas")).Select(file => Path.GetFileName(file).Split('.')[0]).Except(others).Order(StringComparer.Ordinal), TableSchema.All.Select(schema => schema.Name).Order(StringComparer.Ordinal));
        foreach (var schema in TableSchema.All)
        {
            using var carried = typeof(TableSchema).Assembly.GetManifestResourceStream($"Hms.Data.Schemas.{schema.Name}.schema.json")!;
            Assert.Equal(File.ReadAllText(PathOf(schema)), new StreamReader(carried).ReadToEnd());
        }
    }

    [Fact]
    public void Units_OfEveryTable_StandWhereANumberHasOne()
    {
        string?[] known = ["s", "uV", "uV^2/Hz", "votes", null];
        Assert.All(TableSchema.All.SelectMany(schema => schema.Columns), column =>
        {
            Assert.Contains(column.Unit, known);
            if (column.Name.EndsWith("seconds", StringComparison.Ordinal)) { Assert.Equal("s", column.Unit); }
            if (column.IsId || column.Type == ColumnType.Text) { Assert.Null(column.Unit); }
        });
    }

    [Theory]
    [InlineData("labels", "1,0,6,5,0,8.5,11,21,LPD,1,3,1,1,1,1")]
    [InlineData("test", "5,6,7")]
    [InlineData("submission", "7,0,0,1,0,0,0")]
    public async Task Reader_AnyCell_IsRefusedExactlyWhereAValidatorOfTheSchemaRefusesIt(string table, string good)
    {
        var (schema, read) = table switch
        {
            "labels" => (TableSchema.Labels, (Action<string>)(path => LabelFile.ReadLabels(path))),
            "test" => (TableSchema.Test, path => LabelFile.ReadTest(path)),
            _ => (TableSchema.Submission, path => SubmissionFile.Read(path)),
        };
        var validator = await JsonSchema.FromFileAsync(PathOf(schema), TestContext.Current.CancellationToken);
        var names = schema.RequiredNames;
        for (var column = 0; column < names.Count; column++)
        {
            foreach (var cell in Cells)
            {
                var cells = good.Split(',');
                cells[column] = cell;
                var row = new JsonObject(names.Zip(cells, (name, text) => KeyValuePair.Create(name, ToJson(text, schema.Find(name)!))));
                var valid = validator.Validate(row.ToJsonString()).Count == 0;
                Assert.True(valid == IsRead(read, names, cells, names[column]), $"{table} {names[column]} \"{cell}\": the validator says {(valid ? "valid" : "invalid")}, the reader does not");
            }
        }
    }

    [Theory]
    [InlineData("labels")]
    [InlineData("test")]
    [InlineData("submission")]
    [InlineData("folds")]
    public void Reader_MissingOrUnknownColumn_IsRefusedAsTheSchemaSays(string table)
    {
        var schema = TableSchema.All.Single(one => one.Name == table);
        Assert.False(schema.AllowsOthers);
        foreach (var name in schema.RequiredNames) { Assert.Contains($"misses column {name}", HeaderProblem(table, schema.RequiredNames.Where(other => other != name)), StringComparison.Ordinal); }
        Assert.Contains("unknown column age", HeaderProblem(table, schema.RequiredNames.Append("age")), StringComparison.Ordinal);
    }

    private string HeaderProblem(string table, IEnumerable<string> header)
    {
        File.WriteAllText(_folder["table.csv"], string.Join(',', header) + "\n");
        return Assert.Throws<HmsDataException>(() =>
        {
            _ = table switch
            {
                "labels" => (object)LabelFile.ReadLabels(_folder["table.csv"]),
                "test" => LabelFile.ReadTest(_folder["table.csv"]),
                "submission" => SubmissionFile.Read(_folder["table.csv"]),
                _ => FoldFile.Read(_folder["table.csv"]),
            };
        }).Message;
    }

    /// <summary>Whether the reader takes the cell; a refusal of the row as a whole, as of votes that do not add up, is none of the cell.</summary>
    private bool IsRead(Action<string> read, IReadOnlyList<string> names, string[] cells, string column)
    {
        File.WriteAllText(_folder["table.csv"], $"{string.Join(',', names)}\n{string.Join(',', cells)}\n");
        try
        {
            read(_folder["table.csv"]);
            return true;
        }
        catch (HmsDataException error)
        {
            Assert.True(error.Column is null || error.Column == column, error.Message);
            return error.Column is null;
        }
    }

    /// <summary>A cell as JSON: an empty one is null, digits are a number, but text stays text.</summary>
    private static JsonNode? ToJson(string cell, TableColumn column)
    {
        if (column.Type == ColumnType.Text) { return JsonValue.Create(cell); }
        if (cell.Length == 0) { return null; }
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonNode.Parse(cell) : JsonValue.Create(cell);
    }

    private static string PathOf(TableSchema schema) => Path.Combine(Repository.Root, "data-schemas", $"{schema.Name}.schema.json");
}
