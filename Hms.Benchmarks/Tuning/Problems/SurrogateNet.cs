using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>A surrogate network of YAHPO Gym (Pfisterer et al., 2022): hyperparameters in, predicted metrics out.</summary>
/// <remarks>One thread, so that several seeds can run side by side; calls are safe from several threads.</remarks>
internal sealed class SurrogateNet
{
    private readonly InferenceSession _session;
    private readonly JsonElement _encoding;

    private SurrogateNet(string folder)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(Path.Combine(folder, "model.onnx"), options);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "encoding.json")));
        _encoding = document.RootElement.Clone();
    }

    /// <summary>Opens a scenario: <c>lcbench</c> or <c>rbv2_xgboost</c>.</summary>
    public static SurrogateNet Open(string scenario) => new(ProblemData.Require(Path.Combine("yahpo", scenario)));

    /// <summary>The number that stands for a category.</summary>
    public int Code(string parameter, string category) => _encoding.GetProperty(parameter).GetProperty(category).GetInt32();

    /// <summary>Predictions, row-major.</summary>
    /// <param name="categories">Codes, [rows, n].</param>
    /// <param name="numbers">Numbers, [rows, m].</param>
    /// <param name="rows">Number of rows.</param>
    public (float[] Values, int Columns) Predict(int[] categories, float[] numbers, int rows)
    {
        NamedOnnxValue[] inputs = [
            NamedOnnxValue.CreateFromTensor("x_cat", new DenseTensor<int>(categories, [rows, categories.Length / rows])),
            NamedOnnxValue.CreateFromTensor("x_cont", new DenseTensor<float>(numbers, [rows, numbers.Length / rows]))];
        using var outputs = _session.Run(inputs);
        var values = outputs[0].AsTensor<float>().ToArray();
        return (values, values.Length / rows);
    }
}
