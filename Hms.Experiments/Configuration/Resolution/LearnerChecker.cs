using System.Text.Json;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Reports settings of a network that are written where a learner of features stands: it would ignore them.</summary>
internal static class LearnerChecker
{
    /// <summary>The keys of training that mean something for a learner, too.</summary>
    private static readonly string[] SharedKeys = ["keep", "threads"];

    /// <summary>Checks a merged experiment.</summary>
    public static void Check(SyntaxObject tree, DiagnosticBag diagnostics)
    {
        if (tree.Find("model")?.Value is not SyntaxObject model || !IsWritten(model.Find("learner"))) { return; }
        Report(model, typeof(ModelSettings), ["network", "learner"], "model", diagnostics);
        if (tree.Find("training")?.Value is SyntaxObject training) { Report(training, typeof(TrainingSettings), SharedKeys, "training", diagnostics); }
    }

    private static void Report(SyntaxObject node, Type settings, string[] allowed, string block, DiagnosticBag diagnostics)
    {
        var known = ShapeCatalog.OfRecord(settings).Keys.Except(allowed).ToHashSet();
        foreach (var member in node.Members.Where(member => known.Contains(member.Name) && IsWritten(member)))
        {
            diagnostics.Error(DiagnosticCodes.NoMeaning, member.NameLocation, $"{block}.{member.Name} belongs to a network and means nothing to a learner; leave it out, or write it in an experiment of a network only.");
        }
    }

    private static bool IsWritten(SyntaxMember? member) => member is { Value: not SyntaxValue { Kind: JsonValueKind.Null } };
}
