using System.Globalization;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Resolution;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration;

/// <summary>An experiment with everything that it extends and overrides merged in, free of errors.</summary>
public sealed class ResolvedExperiment
{
    private static readonly ObjectShape Shape = ShapeCatalog.OfRecord(typeof(ExperimentSettings));

    private readonly SyntaxObject _tree;
    private readonly IReadOnlyList<(SyntaxNode Node, SearchParameterDeclaration Parameter)> _parameters;

    internal ResolvedExperiment(string name, SyntaxObject tree, IReadOnlyList<(SyntaxNode Node, SearchParameterDeclaration Parameter)> parameters)
    {
        Name = name;
        _tree = tree;
        _parameters = parameters;
        SearchParameters = [.. parameters.Select(found => found.Parameter)];
    }

    /// <summary>The merged tree.</summary>
    internal SyntaxObject Tree => _tree;

    /// <summary>The experiment's name.</summary>
    public string Name { get; }

    /// <summary>What the experiment is; empty where it does not say.</summary>
    public string About => (_tree.Find("about")?.Value as SyntaxValue)?.ToObject() as string ?? string.Empty;

    /// <summary>The values that vary, in the order of the settings; a parameter stands after the one it depends on.</summary>
    public IReadOnlyList<SearchParameterDeclaration> SearchParameters { get; }

    /// <summary>Whether any value varies.</summary>
    public bool HasRanges => SearchParameters.Count > 0;

    /// <summary>All settings on one line with sorted keys and every default, without <c>about</c> and <c>paper</c>: equal for equal settings, however they were written. For hashing.</summary>
    public string CanonicalJson => CanonicalJsonWithout("about", "paper");

    /// <summary>As <see cref="CanonicalJson"/>, without some blocks.</summary>
    /// <param name="blocks">Keys of the experiment that are left out, for example about, sweep, export.</param>
    public string CanonicalJsonWithout(params string[] blocks)
    {
        var json = (JsonObject)ToResolvedJson(ResolvedDetail.Values);
        foreach (var block in blocks) { json.Remove(block); }
        return ResolvedJson.Canonical(json);
    }

    /// <summary>The settings that are not the default on one line with sorted keys, without some: equal for equal settings, and the same when settings with defaults are added. For what must stay the same in later versions.</summary>
    /// <param name="settings">Blocks, or keys of blocks, that are left out, for example about, sweep.hours.</param>
    public string DifferencesWithout(params IEnumerable<string> settings)
    {
        var json = (JsonObject)ToResolvedJson(ResolvedDetail.Differences);
        foreach (var parts in settings.Select(path => path.Split('.')))
        {
            if (parts is [var name]) { json.Remove(name); }
            else if (json[parts[0]] is JsonObject block && block.Remove(parts[1]) && block.Count == 0) { json.Remove(parts[0]); }
        }
        return ResolvedJson.Canonical(json);
    }

    /// <summary>The experiment with a value for everything that varies.</summary>
    /// <param name="values">
    /// Value by parameter name: a number for a range; for a choice its value, its label or a <see cref="ChoiceIndex"/>.
    /// Parameters whose condition does not hold may be absent.
    /// </param>
    /// <exception cref="ArgumentException">Values are missing, unknown or out of bounds; the message names them all.</exception>
    public ExperimentSettings Bind(IReadOnlyDictionary<string, object?> values)
    {
        var chosen = new ParameterValues(Name, _parameters, values);
        return (ExperimentSettings)new SettingsBinder(node => chosen[node]).BindObject(_tree, Shape);
    }

    /// <summary>The merged settings with every default; ranges as they are.</summary>
    /// <param name="detail">With origins each value becomes {"value", "from"}: file, line, column and experiment, or "default".</param>
    public JsonNode ToResolvedJson(ResolvedDetail detail)
    {
        var json = new ResolvedJson(detail).Write(_tree, Shape);
        LearnerChecker.RemoveMeaningless(_tree, json);
        return json;
    }

    /// <summary>Where a value was written; for a default, where the nearest value above it was.</summary>
    /// <param name="path">A path as in override (<c>training.epochs</c>, <c>filter.order</c>), or a JSON pointer within the experiment (<c>/transforms/2/filter/order</c>; the step's kind may be left out).</param>
    public SourceLocation Location(string path)
    {
        if (path.StartsWith('/'))
        {
            return SyntaxPath.Follow(_tree, path[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))).Nearest.Location;
        }
        var parts = path.Split('.');
        var steps = new StepAddresses(_tree).Find(parts[0]);
        return Shape.Find(parts[0]) is null && steps is [var step, ..]
            ? SyntaxPath.Follow(_tree, ["transforms", step.ToString(CultureInfo.InvariantCulture), .. parts[1..]]).Nearest.Location
            : SyntaxPath.Follow(_tree, parts).Nearest.Location;
    }

    /// <summary>Where a step was written.</summary>
    /// <param name="index">Index of the step in transforms.</param>
    public SourceLocation StepLocation(int index) => Location(string.Create(CultureInfo.InvariantCulture, $"/transforms/{index}"));
}
