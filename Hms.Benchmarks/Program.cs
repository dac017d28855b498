// dotnet run -c Release --project Hms.Benchmarks -- --filter '*Signal*'    BenchmarkDotNet
// dotnet run -c Release --project Hms.Benchmarks -- peers                  beside SciPy, PyWavelets and torch: Peers/README.md
// dotnet run -c Release --project Hms.Benchmarks -- throughput             from Parquet to image
// dotnet run -c Release --project Hms.Benchmarks -- tuning shares          tuners on 13 problems beside Optuna's recorded rows; tuning times: per suggestion
// dotnet run -c Release --project Hms.Benchmarks -- training               training steps beside a bare TorchSharp loop and Python's torch; memory over 300 steps
// dotnet run -c Release --project Hms.Benchmarks -- scoring               our batches beside a bare session and TorchSharp; memory; a cold process
// dotnet run -c Release --project Hms.Benchmarks -- data                   our readers of Parquet and CSV beside Parquet.Net and CsvHelper alone
// dotnet run -c Release --project Hms.Benchmarks -- tables FILE            peers and throughput, as docs/benchmarks holds them
using BenchmarkDotNet.Running;
using Hms.Benchmarks;
using Hms.Benchmarks.Data;
using Hms.Benchmarks.Peers;
using Hms.Benchmarks.Scoring;
using Hms.Benchmarks.Throughput;
using Hms.Benchmarks.Training;
using Hms.Benchmarks.Tuning;

if (args is ["peers", .. var options]) { return PeerCommand.Run(options); }
if (args is ["throughput", .. var settings]) { return ThroughputCommand.Run(settings); }
if (args is ["training", .. var training]) { return TrainingCommand.Run(training); }
if (args is ["tuning", .. var tuning]) { return TuningCommand.Run(tuning); }
if (args is ["scoring", .. var scoring]) { return ScoringCommand.Run(scoring); }
if (args is ["data", .. var data]) { return DataCommand.Run(data); }
if (args is ["tables", .. var files]) { return TablesCommand.Run(files); }
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
