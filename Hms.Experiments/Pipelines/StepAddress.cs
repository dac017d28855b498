using System.Globalization;
using System.Reflection;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Steps;

namespace Hms.Experiments.Pipelines;

/// <summary>Finds a step as people name it: by its id, by its kind where that occurs once, or by its number from 0.</summary>
internal static class StepAddress
{
    /// <summary>Index of the step.</summary>
    /// <param name="steps">The experiment's transforms.</param>
    /// <param name="address">Id, kind or number.</param>
    /// <exception cref="UserErrorException">No step, or several, are so named.</exception>
    public static int Find(IReadOnlyList<StepSettings> steps, string address)
    {
        if (int.TryParse(address, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number < steps.Count ? number : throw new UserErrorException($"There is no step {number}; the experiment has {steps.Count}, from 0.");
        }
        var byId = Enumerable.Range(0, steps.Count).Where(i => steps[i].Id == address).ToArray();
        var found = byId.Length > 0 ? byId : [.. Enumerable.Range(0, steps.Count).Where(i => KindOf(steps[i]) == address)];
        if (found.Length == 1) { return found[0]; }
        var known = steps.Select(step => step.Id ?? KindOf(step)).Distinct().ToArray();
        throw new UserErrorException(found.Length == 0
            ? $"There is no step \"{address}\"{Suggestions.Hint(Suggestions.Closest(address, known), known)}"
            : $"Step \"{address}\" occurs {found.Length} times (numbers {string.Join(", ", found)}); name it by its number.");
    }

    private static string KindOf(StepSettings step) => step.GetType().GetCustomAttribute<KeyAttribute>()!.Name;
}
